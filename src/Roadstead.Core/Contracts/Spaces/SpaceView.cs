namespace Roadstead.Core.Contracts.Spaces;

/// <summary>A space.</summary>
/// <param name="Id">The id.</param>
/// <param name="Registry">The registry's name.</param>
/// <param name="Name">The name; <c>*</c> is a registry's root.</param>
/// <param name="Prefix"><c>host/path</c> by which its images are named at the registry itself.</param>
/// <param name="PullPrefix">What members pull by: the same, or a name under the gateway.</param>
/// <param name="Visibility">Public or private.</param>
/// <param name="RepositoryCount">Repositories in the index.</param>
/// <param name="StorageBytes">Bytes; null while nothing was measured.</param>
/// <param name="Workspaces">The bound workspaces, by name.</param>
/// <param name="CreatedAt">When it was made or first seen.</param>
public sealed record SpaceView(
    Guid Id,
    string Registry,
    string Name,
    string Prefix,
    string PullPrefix,
    Visibility Visibility,
    long RepositoryCount,
    long? StorageBytes,
    IReadOnlyList<BindingView> Workspaces,
    DateTimeOffset CreatedAt);
