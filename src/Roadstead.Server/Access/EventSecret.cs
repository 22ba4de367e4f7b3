namespace Roadstead.Server.Access;

/// <summary>What a registry sends with its events. Its text never shows it.</summary>
/// <param name="Value">256 random bits as base64url.</param>
public sealed record EventSecret(string Value)
{
    public override string ToString() => "***";
}
