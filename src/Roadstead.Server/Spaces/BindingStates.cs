using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Access;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>How far bindings are where namespaces pull. From memory alone.</summary>
public sealed class BindingStates(IRegistryAccountSource source, IIdentityStates identities, IPullSecretStates secrets, IAccessMapSource maps)
{
    /// <summary>The bindings of a space, by workspace; then the workspaces that are unbound and can pull for a moment longer, because the registry has not taken the right away yet.</summary>
    /// <param name="space">The space, whole.</param>
    /// <param name="isShown">Which workspaces may be told of.</param>
    public IReadOnlyList<BindingView> Of(Space space, Func<Guid, bool> isShown) =>
    [
        .. space.Bindings.Where(binding => isShown(binding.WorkspaceId)).OrderBy(binding => binding.Workspace!.Name, StringComparer.Ordinal).Select(binding => View(binding, space)),
        .. Removing(space).Where(account => isShown(account.Key.WorkspaceId)).GroupBy(account => account.Key.WorkspaceId).Select(group => Removing(group.First())).OfType<BindingView>().OrderBy(view => view.Name, StringComparer.Ordinal),
    ];

    private BindingView View(Binding binding, Space space)
    {
        var registry = space.Registry!;
        if (space.Presence is SpacePresence.Wanted or SpacePresence.Gone)
            return new BindingView(binding.Workspace!.Name, DeliveryState.Pending, space.Reason ?? "space-missing", "The registry does not have the space. The right to it follows when it is there.", space.StateChangedAt > binding.CreatedAt ? space.StateChangedAt.Value : binding.CreatedAt);
        if (SpaceInclusion.ObstacleOf(space, binding.Workspace!, maps.Current) is { } obstacle)
            return new BindingView(binding.Workspace!.Name, DeliveryState.Failing, SpaceReason.IncludesPrivate, obstacle, binding.CreatedAt);

        // At the registry, the rights to what a space includes are those of the included ones.
        var byAccount = registry.Delivery.IsByRegistryAccount() && (space.Visibility is Visibility.Private || registry.Delivery.NeedsAccountForPublic()) && space.Includes is [];
        if (byAccount && Lacking(binding, space) is { } lacking)
            return lacking;

        // Elsewhere the registry holds no accounts of ours: what a binding allows is decided at each request, so it is in force with its commit. What can lack is the secret that a
        // namespace asks with.
        var changedAt = binding.CreatedAt;
        if (registry.Delivery is Delivery.None or Delivery.Shared || secrets.FindFailing(binding.WorkspaceId) is not var (cluster, ns, state))
            return new BindingView(binding.Workspace!.Name, DeliveryState.Ready, null, null, changedAt);
        return new BindingView(binding.Workspace!.Name, DeliveryState.Failing, state.Reason, $"The namespace '{ns}' of the cluster '{cluster}' cannot pull with it: {state.Message}", state.ChangedAt > changedAt ? state.ChangedAt : changedAt);
    }

    // The first of the workspace's accounts at the registry that has not got the right yet, one that fails before others; null when all have it.
    private BindingView? Lacking(Binding binding, Space space)
    {
        var published = source.RegistryAccounts;
        BindingView? pending = null;
        foreach (var key in published.NeedsOf(space.RegistryId, binding.WorkspaceId))
        {
            if (published.FindServing(key)?.Opens(space.Name) is true)
                continue;
            var trouble = identities.Find(key);
            var since = trouble?.Since > binding.CreatedAt ? trouble!.Since : binding.CreatedAt;
            if (trouble is { IsFailure: true })
                return new BindingView(binding.Workspace!.Name, DeliveryState.Failing, trouble.Reason, $"The pull identity of the cluster '{key.Cluster}' has not got the right: {trouble.Message}", since);
            pending ??= new BindingView(binding.Workspace!.Name, DeliveryState.Pending, trouble?.Reason ?? "starting", $"The pull identity of the cluster '{key.Cluster}' is given the right. {trouble?.Message}".TrimEnd(), since);
        }

        return pending;
    }

    private IEnumerable<RegistryAccount> Removing(Space space)
    {
        // All accounts have what is public there.
        if (space.Visibility is Visibility.Public && space.Registry!.Delivery.NeedsAccountForPublic())
            return [];
        var bound = space.Bindings.Select(binding => binding.WorkspaceId).ToHashSet();
        return source.RegistryAccounts.Opening(space.RegistryId, space.Name).Where(account => !bound.Contains(account.Key.WorkspaceId));
    }

    private BindingView? Removing(RegistryAccount account)
    {
        if (maps.Current.FindWorkspace(account.Key.WorkspaceId)?.Name is not { } workspace)
            return null;
        var trouble = identities.Find(account.Key);
        return new BindingView(
            workspace, DeliveryState.Removing, trouble?.Reason ?? "starting",
            $"It is unbound; the account '{account.Name}' at the registry still has the right, which is taken away. {trouble?.Message}".TrimEnd(),
            trouble?.Since > account.ChangedAt ? trouble!.Since : account.ChangedAt);
    }
}
