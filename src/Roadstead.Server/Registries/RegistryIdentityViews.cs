using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Access;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>Shows the accounts at a registry, each generation. From memory alone.</summary>
internal sealed class RegistryIdentityViews(IRegistryAccountSource source, IIdentityStates states, IAccessMapSource maps)
{
    public IEnumerable<IdentityView> Of(Guid registryId)
    {
        var published = source.RegistryAccounts;
        return published.Accounts.Where(pair => pair.Key.RegistryId == registryId).SelectMany(pair => pair.Value.Select(account => View(account, published)));
    }

    private IdentityView View(RegistryAccount account, RegistryAccounts published)
    {
        var (state, reason, message) = StateOf(account, published);
        return new IdentityView(
            maps.Current.FindWorkspace(account.Key.WorkspaceId)?.Name ?? "",
            account.Key.Cluster,
            null,
            account.Name,
            account.Generation,
            state,
            account.ExpiresAt,
            account.Generation > 1 ? account.MadeAt : null)
        {
            Spaces = account.Rights.Spaces,
            Reason = reason,
            Message = message,
        };
    }

    // The newest one that is made is ready; until it is, the one before serves.
    private (DeliveryState State, string? Reason, string? Message) StateOf(RegistryAccount account, RegistryAccounts published)
    {
        var trouble = states.Find(account.Key);
        if (published.Needs.GetValueOrDefault(account.Key) is not { } need || account.State is PullIdentityState.Retiring)
            return (DeliveryState.Removing, trouble?.Reason, trouble?.Message);
        var newest = published.AccountsOf(account.Key).First(one => one.State is not PullIdentityState.Retiring);
        return account.State switch
        {
            _ when !need.IsOpen && account.State is not PullIdentityState.Ready =>
                (DeliveryState.Pending, "closed", "Nothing is there that it would be needed for, so that it is closed. The next binding opens it."),
            PullIdentityState.Ready when need.IsOpen && published.FindServing(account.Key) == account =>
                trouble is { IsFailure: true } && newest == account ? (DeliveryState.Failing, trouble.Reason, trouble.Message) : (DeliveryState.Ready, null, null),
            PullIdentityState.Ready => (DeliveryState.Removing, trouble?.Reason, trouble?.Message),
            _ => (trouble is { IsFailure: true } ? DeliveryState.Failing : DeliveryState.Pending, trouble?.Reason ?? "starting", trouble?.Message),
        };
    }
}
