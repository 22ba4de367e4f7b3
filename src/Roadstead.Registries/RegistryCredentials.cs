namespace Roadstead.Registries;

/// <summary>A login. Its text never shows the password.</summary>
/// <param name="Username">The user.</param>
/// <param name="Password">The password or token.</param>
public sealed record RegistryCredentials(string Username, string Password)
{
    /// <summary>The user name alone.</summary>
    public override string ToString() => $"{Username}:***";
}
