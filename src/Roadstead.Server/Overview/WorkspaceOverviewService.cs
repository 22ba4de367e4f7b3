using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Images;
using Roadstead.Server.Overview.Bindings;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Overview;

/// <summary>Tells at a glance who a workspace is, where it runs, what it may pull, and whether something is wrong. Waits for no registry and no cluster.</summary>
internal sealed class WorkspaceOverviewService(MemberService members, NamespaceService namespaces, BindingOverviewService bindings, FacetService facets)
{
    public async Task<WorkspaceOverview> GetAsync(string workspace, CancellationToken cancellationToken)
    {
        var admins = await members.ListAdminsAsync(workspace, cancellationToken);
        var secrets = await namespaces.CountStatesAsync(workspace, cancellationToken);
        var unready = await ListUnreadyAsync(workspace, cancellationToken);
        var sources = facets.OfWorkspace(workspace);
        return new WorkspaceOverview(
            admins,
            secrets.GetValueOrDefault(DeliveryState.Ready),
            secrets.GetValueOrDefault(DeliveryState.Pending),
            secrets.GetValueOrDefault(DeliveryState.Failing),
            unready.Count(row => row.Binding.State is DeliveryState.Failing),
            unready.Count(row => row.Binding.State is DeliveryState.Pending),
            sources.Spaces.Count(space => space.Visibility is Visibility.Private),
            sources.Spaces.Count(space => space.Visibility is Visibility.Public),
            sources.Registries);
    }

    /// <summary>The bindings of a workspace that are not as they should be; a few seconds old.</summary>
    public async Task<IReadOnlyList<UnreadyBinding>> ListUnreadyAsync(string workspace, CancellationToken cancellationToken) =>
        [.. (await bindings.ListAsync(cancellationToken)).Where(row => row.Binding.Name == workspace)];
}
