namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>What an artifact offers beside itself.</summary>
internal static class ArtifactAdditions
{
    public static IReadOnlyList<string> Of(ArtifactState artifact) => (artifact.Type, artifact.IsIndex) switch
    {
        ("IMAGE", false) => ["build_history"],
        ("CHART", false) => ["dependencies", "readme.md", "values.yaml"],
        _ => [],
    };
}
