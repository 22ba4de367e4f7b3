using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Access;

/// <summary>One generation of a pull identity at a registry. Never serialized, never logged.</summary>
/// <param name="Id">The row.</param>
/// <param name="Key">What it is for.</param>
/// <param name="Generation">Counts renewals from 1.</param>
/// <param name="Name">Its own name at the registry.</param>
/// <param name="RemoteId">Its id there; null until it was made.</param>
/// <param name="Login">The user name that it signs in with; null as above.</param>
/// <param name="SecretCipher">Its secret, encrypted, to hand it out; null as above.</param>
/// <param name="State">How far it is.</param>
/// <param name="Rights">What it was last given.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
/// <param name="MadeAt">When it was made there; null until then.</param>
/// <param name="NeedsNewSecret">True: the pull secret that carries it must be a new object.</param>
/// <param name="IsUrgent">True: older generations die as soon as every namespace holds this one.</param>
/// <param name="ChangedAt">When state or rights changed.</param>
public sealed record RegistryAccount(
    Guid Id,
    IdentityKey Key,
    int Generation,
    string Name,
    string? RemoteId,
    string? Login,
    byte[]? SecretCipher,
    PullIdentityState State,
    PullRights Rights,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? MadeAt,
    bool NeedsNewSecret,
    bool IsUrgent,
    DateTimeOffset ChangedAt)
{
    /// <summary>True when it is at the registry and not closed, as far as is known.</summary>
    public bool IsOpen => RemoteId is not null && State is (PullIdentityState.Ready or PullIdentityState.Retiring);

    /// <summary>True when it may pull from this space now, as far as is known.</summary>
    public bool Opens(string space) => IsOpen && Rights.Spaces.Contains(space, StringComparer.Ordinal);

    /// <summary>Only the name: the rest is secret.</summary>
    public override string ToString() => Name;

    internal static RegistryAccount Of(PullIdentity row) => new(
        row.Id,
        new IdentityKey(row.RegistryId, row.WorkspaceId, row.Cluster),
        row.Generation,
        row.Name,
        row.RemoteId,
        row.Login,
        row.SecretCipher,
        row.State,
        PullRights.FromRules(row.Spaces),
        row.ExpiresAt,
        row.MadeAt,
        row.NeedsNewSecret,
        row.IsUrgent,
        row.ChangedAt);
}
