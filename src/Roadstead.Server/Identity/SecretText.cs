using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Roadstead.Server.Identity;

/// <summary>Secrets that Roadstead makes: 256 random bits as base64url, kept as SHA-256. Random enough that a plain hash needs no salt.</summary>
internal static class SecretText
{
    public static string Create(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static string HashHex(string secret) => Convert.ToHexString(Hash(secret));

    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
}
