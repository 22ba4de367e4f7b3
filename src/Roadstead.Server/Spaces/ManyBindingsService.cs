using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Registries.Hosts;

namespace Roadstead.Server.Spaces;

/// <summary>
/// Binds many spaces to one workspace, or unbinds them from it. Each space is a change of its own, as if it had been made alone: what stands in the way of one does not stop the others.
/// </summary>
internal sealed class ManyBindingsService(BindingService bindings, SpaceService spaces)
{
    /// <summary>So many spaces at once: each is a transaction that publishes a new access map.</summary>
    public const int MaxSpaces = 200;

    /// <summary>The spaces that could not be bound, each with the reason.</summary>
    public async Task<RefusedSpaces> BindAsync(IReadOnlyCollection<Guid> ids, string workspace, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<Guid, Problem>();
        foreach (var id in ids)
        {
            var outcome = await bindings.BindWorkspaceAsync(id, workspace, cancellationToken);
            if (!outcome.IsSuccess) refused[id] = outcome.Problem;
        }

        return new RefusedSpaces(refused);
    }

    /// <summary>The spaces that could not be unbound, each with the reason; or the impact, when it was not acknowledged: then nothing was changed.</summary>
    /// <param name="ids">The spaces.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="acknowledge">The acknowledgement of <see cref="ImpactAsync"/>.</param>
    /// <param name="cancellationToken">Ends what was not begun.</param>
    public async Task<Outcome<RefusedSpaces>> UnbindAsync(IReadOnlyCollection<Guid> ids, string workspace, string? acknowledge, CancellationToken cancellationToken)
    {
        // Asked for all of them before the first one goes.
        var impact = await ImpactAsync(ids, workspace, cancellationToken);
        if (impact.Workloads.Count > 0 && impact.Acknowledgement != acknowledge)
            return new Problem(ErrorCodes.ImpactNotAcknowledged, Extensions: new Dictionary<string, object?> { ["impact"] = impact });
        var refused = new Dictionary<Guid, Problem>();
        foreach (var id in ids)
        {
            var outcome = await bindings.UnbindAsync(id, workspace, impact.Workloads.Count == 0 ? null : acknowledge, cancellationToken);

            // What is not bound is as it should be.
            if (!outcome.IsSuccess && outcome.Problem.Code != ErrorCodes.NotFound) refused[id] = outcome.Problem;
        }

        return new RefusedSpaces(refused);
    }

    /// <summary>Who loses by unbinding all of them; its acknowledgement is that of each, with commas between them.</summary>
    public async Task<ImpactView> ImpactAsync(IReadOnlyCollection<Guid> ids, string workspace, CancellationToken cancellationToken)
    {
        var impacts = new List<ImpactView>();
        foreach (var id in ids)
        {
            var impact = await spaces.UnbindImpactAsync(id, [workspace], cancellationToken);
            if (impact.IsSuccess) impacts.Add(impact.Value);
        }

        var workloads = impacts.SelectMany(impact => impact.Workloads)
            .GroupBy(workload => (workload.Cluster, workload.Namespace, workload.Kind, workload.Name))
            .Select(group => group.First() with { Images = [.. group.SelectMany(workload => workload.Images).Distinct(StringComparer.Ordinal)] })
            .ToList();
        var all = Impact.Of(impacts.SelectMany(impact => impact.Workspaces).Distinct(StringComparer.Ordinal), impacts.Select(impact => impact.Namespaces).DefaultIfEmpty().Max(), workloads);
        return all with { Acknowledgement = string.Join(',', impacts.Select(impact => impact.Acknowledgement)) };
    }
}
