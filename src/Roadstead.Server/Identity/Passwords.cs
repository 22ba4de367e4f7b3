namespace Roadstead.Server.Identity;

/// <summary>What a password must be. Length is what helps; rules about digits and signs only make people write them down.</summary>
internal static class Passwords
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    public static bool IsValid(string? password) => password is { Length: >= MinLength and <= MaxLength };

    public static string Shape { get; } = $"A password is {MinLength} to {MaxLength} characters long.";
}
