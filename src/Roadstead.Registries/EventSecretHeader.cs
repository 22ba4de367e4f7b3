namespace Roadstead.Registries;

/// <summary>Where a message of a registry carries the secret of its subscription.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Prefix">What stands before the secret in its value, in whichever case: <c>Bearer </c> with the blank; empty for nothing.</param>
public sealed record EventSecretHeader(string Name, string Prefix)
{
    /// <summary>HTTP's own: <c>Authorization: Bearer ...</c>.</summary>
    public static EventSecretHeader Bearer { get; } = new("Authorization", "Bearer ");

    /// <summary>The header's value for a secret.</summary>
    public string Write(string secret) => Prefix + secret;

    /// <summary>The secret in a header's value; empty where there is none.</summary>
    public string Read(string value) => value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? value[Prefix.Length..] : "";
}
