using System.Collections.Immutable;
using Roadstead.Registries;
using Roadstead.Server.Access;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>All that the next step for one pull identity is decided from.</summary>
/// <param name="Accounts">All generations as stored, the newest first.</param>
/// <param name="Need">What should be; null: no account at all.</param>
/// <param name="Now">The time.</param>
internal sealed record IdentityScene(ImmutableArray<RegistryAccount> Accounts, IdentityNeed? Need, DateTimeOffset Now)
{
    /// <summary>Spaces that the registry does not have: left out.</summary>
    public IReadOnlySet<string> Missing { get; init; } = new HashSet<string>();

    /// <summary>What the registry was just seen to hold for a row, where it was looked at; null: nothing.</summary>
    public IReadOnlyDictionary<Guid, RemotePullAccount?> Seen { get; init; } = new Dictionary<Guid, RemotePullAccount?>();

    /// <summary>Rows whose account this login may not change.</summary>
    public IReadOnlySet<Guid> Fixed { get; init; } = new HashSet<Guid>();

    /// <summary>False: nobody could tell when clients have a new account (a standalone cluster).</summary>
    public bool CanOverlap { get; init; } = true;

    /// <summary>Since when every namespace is known to hold the newest account; null: not all do.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    public required PullIdentitiesOptions Options { get; init; }

    /// <summary>What can be given.</summary>
    public PullRights Rights => Need?.Rights.Without(Missing) ?? PullRights.None;
}
