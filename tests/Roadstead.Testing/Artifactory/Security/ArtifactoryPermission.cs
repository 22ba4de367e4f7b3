using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Security;

/// <summary>A permission target: who may do what on which paths of which repositories.</summary>
/// <param name="Name">Its name.</param>
public sealed record ArtifactoryPermission(string Name)
{
    /// <summary>Keys, or ANY, ANY LOCAL, ANY REMOTE.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Ant patterns on the path inside a repository.</summary>
    public IReadOnlyList<string> Includes { get; init; } = ["**"];

    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Actions by user.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Users { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Actions by group.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    internal bool Covers(ArtifactoryRepository repository) => Repositories.Any(named => named switch
    {
        "ANY" => true,
        "ANY LOCAL" => repository.Class is RepositoryClass.Local or RepositoryClass.Federated,
        "ANY REMOTE" => repository.Class == RepositoryClass.Remote,
        _ => named == repository.Key || named == repository.Key + "-cache",
    });

    internal bool Gives(ArtifactoryIdentity identity, string action) =>
        (identity.HasOwnGrants && Users.TryGetValue(identity.Name, out var own) && own.Contains(action))
        || identity.Groups.Any(group => Groups.TryGetValue(group, out var given) && given.Contains(action));
}
