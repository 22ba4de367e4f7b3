using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Core.Contracts.Spaces;

/// <summary>A space.</summary>
/// <param name="Id">The id.</param>
/// <param name="Registry">The registry's name.</param>
/// <param name="Name">The name; <c>*</c> is a registry's root.</param>
/// <param name="Prefix"><c>host/path</c> by which its images are named at the registry itself; the host alone where one stands for the space.</param>
/// <param name="PullPrefix">What members pull by: the same, or a name under the gateway.</param>
/// <param name="Visibility">Public or private, as it should be. Private is in force at once; public where the registry has spaces of its own when <paramref name="State"/> is ready.</param>
/// <param name="RepositoryCount">Repositories: as many as the registry itself reports, else as many as the index knows.</param>
/// <param name="StorageBytes">Bytes: as many as the registry itself reports, else as the index knows; null while nothing was measured.</param>
/// <param name="Workspaces">The bound workspaces, by name.</param>
/// <param name="CreatedAt">When it was made or first seen.</param>
/// <param name="OfRegistry">True where the registry itself has, or is to have, this space; false where it is only Roadstead's.</param>
/// <param name="State">How far the registry is with what should be; always ready where spaces are only Roadstead's.</param>
/// <param name="Reason">Why it is not ready: a code; null when it is.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="ChangedAt">Since when it is in this state.</param>
/// <param name="Removing">True: the registry is to delete it, and nobody may pull from it any more; what fails while it is true is the deletion.</param>
/// <param name="QuotaBytes">The most that it should hold; null for no limit.</param>
/// <param name="UsedBytes">What counts against the quota, as the registry reports it; null where it reports nothing.</param>
/// <param name="ProxyCache">True for a cache of another registry: nothing can be pushed to it.</param>
/// <param name="SeenAt">When the registry was last asked for its spaces, and answered; null where spaces are only Roadstead's, or it did not answer yet.</param>
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
    DateTimeOffset CreatedAt,
    bool OfRegistry,
    DeliveryState State,
    string? Reason,
    string? Message,
    DateTimeOffset ChangedAt,
    bool Removing,
    long? QuotaBytes,
    long? UsedBytes,
    bool ProxyCache,
    DateTimeOffset? SeenAt)
{
    /// <summary>Names of the registry's spaces whose content it shows as its own (an Artifactory virtual repository): it gives no more than they do. Empty for a space of its own content.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>When its newest tag was pushed, as far as the index knows; null for nothing known.</summary>
    public DateTimeOffset? LastPushedAt { get; init; }

    /// <summary>Further names under which the registry serves the same (the cache of an Artifactory remote repository): they decide as this one does.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
