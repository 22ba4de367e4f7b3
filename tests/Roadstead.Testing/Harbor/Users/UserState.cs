using System.Security.Cryptography;
using System.Text;

namespace Roadstead.Testing.Harbor.Users;

/// <summary>A user.</summary>
public sealed class UserState(long id, string username, string password, DateTimeOffset createdAt)
{
    public long Id => id;

    public string Username => username;

    public string Password { get; set; } = password;

    public string Email { get; set; } = "";

    public string Realname { get; set; } = "";

    public string Comment { get; set; } = "";

    public bool IsAdmin { get; set; }

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    /// <summary>Compares, at the price of a real password hash when there is one.</summary>
    internal bool Has(string given, int? iterations)
    {
        if (iterations is { } rounds)
        {
            Rfc2898DeriveBytes.Pbkdf2(given, Encoding.UTF8.GetBytes(username.PadRight(16, '.')), rounds, HashAlgorithmName.SHA256, 32);
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Password));
    }
}
