namespace Roadstead.Server.Registries.Requests;

/// <summary>A host that was declared for a registry's images.</summary>
/// <param name="Host"><c>host[:port]</c>, or <c>*.host[:port]</c> for every host with one label more.</param>
/// <param name="Prefix">The repository of an Artifactory that it stands for; empty for the whole registry.</param>
internal sealed record DeclaredHost(string Host, string Prefix)
{
    /// <summary>As it is written and shown.</summary>
    public static string Text(string host, string prefix) => prefix.Length == 0 ? host : $"{host}={prefix}";

    /// <inheritdoc />
    public override string ToString() => Text(Host, Prefix);
}
