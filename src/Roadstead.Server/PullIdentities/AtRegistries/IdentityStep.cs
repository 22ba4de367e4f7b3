using Roadstead.Registries;
using Roadstead.Server.Access;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>The next thing to do for a pull identity. After each the state is stored, so that a crash between any two loses nothing.</summary>
internal abstract record IdentityStep
{
    private IdentityStep()
    {
    }

    /// <summary>The row of the next generation. The account follows.</summary>
    /// <param name="Reason">Why, for the audit.</param>
    /// <param name="IsUrgent">True: the older ones die as soon as every namespace holds the new one.</param>
    public sealed record Add(string Reason, bool IsUrgent = false) : IdentityStep;

    /// <summary>The account of a row that has none whose secret is known.</summary>
    public sealed record Make(RegistryAccount Account, PullRights Rights) : IdentityStep;

    /// <summary>Removes what a crash left of a row that is to be made later.</summary>
    public sealed record Unmake(RegistryAccount Account, string RemoteId) : IdentityStep;

    /// <summary>Gives the account exactly this and opens or closes it.</summary>
    /// <param name="Account">Which.</param>
    /// <param name="Rights">All that it may pull.</param>
    /// <param name="Enabled">False closes it.</param>
    /// <param name="Drift">What somebody did to it at the registry; null when nobody did.</param>
    public sealed record Update(RegistryAccount Account, PullRights Rights, bool Enabled, string? Drift) : IdentityStep;

    /// <summary>The registry calls it otherwise, or ends it at another time: that is stored.</summary>
    public sealed record Refresh(RegistryAccount Account, string Login, DateTimeOffset? ExpiresAt) : IdentityStep;

    /// <summary>Every namespace holds a newer one.</summary>
    public sealed record Retire(RegistryAccount Newest, IReadOnlyList<RegistryAccount> Older) : IdentityStep;

    /// <summary>The account, then its row.</summary>
    public sealed record Delete(RegistryAccount Account) : IdentityStep;

    /// <summary>Something else has to happen first.</summary>
    public sealed record Wait(string Reason, string Message, TimeSpan For) : IdentityStep;

    /// <summary>All is as it should be.</summary>
    /// <param name="Again">When something is due; null: never by itself.</param>
    public sealed record Rest(TimeSpan? Again) : IdentityStep;
}
