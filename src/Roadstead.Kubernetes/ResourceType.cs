namespace Roadstead.Kubernetes;

/// <summary>What the API server calls a kind of object.</summary>
/// <param name="Group">API group, such as <c>apps</c>; empty for the core group.</param>
/// <param name="Version">Version in the group, such as <c>v1</c>.</param>
/// <param name="Kind">Kind as it stands in objects, such as <c>Deployment</c>.</param>
/// <param name="Plural">Name in paths, such as <c>deployments</c>.</param>
/// <param name="Namespaced">Whether objects live in namespaces.</param>
public sealed record ResourceType(string Group, string Version, string Kind, string Plural, bool Namespaced)
{
    /// <summary><c>apps/v1</c>; <c>v1</c> in the core group.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>
    /// Whether the record of this type has every field that the type has. Only such a type may be replaced (PUT): replacing
    /// what is known in part would drop the rest.
    /// </summary>
    public bool IsWhole { get; init; }
}
