using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Overview.Identities;

/// <summary>The accounts at the platform's registries by which namespaces pull. From memory alone.</summary>
internal sealed class IdentityOverviewService(IRegistryAccountSource source, RegistryIdentityViews views, IAccessMapSource maps, TimeProvider time)
{
    /// <summary>
    /// An account is renewed when a third of its life is left, at the latest. One that has less than a quarter left was not, and needs somebody.
    /// A share and not a number of days, because registries give lives of hours as well as of months.
    /// </summary>
    private const double SoonAtShareOfLife = 0.25;

    public IEnumerable<PlatformIdentity> List()
    {
        var published = source.RegistryAccounts;
        var ending = Ending(published).Select(account => account.Name).ToHashSet(StringComparer.Ordinal);
        return published.Accounts.Keys.Select(key => key.RegistryId).Distinct().SelectMany(id =>
        {
            var registry = maps.Current.FindRegistry(id)?.Name ?? "";
            return views.Of(id).Select(identity => new PlatformIdentity(registry, identity, ending.Contains(identity.Account)));
        });
    }

    /// <summary>How many end soon, and when the first of them does; null when none does.</summary>
    public (int Count, DateTimeOffset? First) CountEnding()
    {
        var ending = Ending(source.RegistryAccounts).ToList();
        return (ending.Count, ending.Min(account => account.ExpiresAt));
    }

    private IEnumerable<RegistryAccount> Ending(RegistryAccounts published)
    {
        var now = time.GetUtcNow();
        return published.Accounts.SelectMany(pair => pair.Value).Where(account =>
            account is { State: PullIdentityState.Ready, ExpiresAt: { } end, MadeAt: { } made } && end - now < (end - made) * SoonAtShareOfLife && published.FindServing(account.Key) == account);
    }
}
