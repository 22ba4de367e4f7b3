namespace Roadstead.Registries;

/// <summary>An account that was just made, with its secret. Its text never shows the secret.</summary>
/// <param name="Id">Its id at the registry.</param>
/// <param name="Login">The user name that it signs in with, the registry's prefix included.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
public sealed record MadePullAccount(string Id, string Login, string Secret, DateTimeOffset? ExpiresAt)
{
    /// <summary>The login alone.</summary>
    public override string ToString() => $"{Login}:***";
}
