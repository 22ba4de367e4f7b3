using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>Who loses access by a change. A standalone cluster runs nothing that Roadstead could see, so that no workloads are found there.</summary>
internal static class Impact
{
    /// <summary>The impact on these workspaces.</summary>
    /// <param name="db">The store.</param>
    /// <param name="workspaceIds">Workspaces that lose access.</param>
    /// <param name="workloads">What runs and uses what they lose, in order.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public static async Task<ImpactView> OfAsync(RoadsteadDb db, IReadOnlyCollection<Guid> workspaceIds, IReadOnlyList<ImpactWorkload> workloads, CancellationToken cancellationToken)
    {
        var names = await db.Workspaces.Where(workspace => workspaceIds.Contains(workspace.Id)).Select(workspace => workspace.Name).ToListAsync(cancellationToken);
        return Of(names, await db.WorkspaceNamespaces.CountAsync(ns => workspaceIds.Contains(ns.WorkspaceId), cancellationToken), workloads);
    }

    /// <summary>The same, where it is known already.</summary>
    public static ImpactView Of(IEnumerable<string> workspaces, int namespaces, IReadOnlyList<ImpactWorkload> workloads)
    {
        string[] names = [.. workspaces.Order(StringComparer.Ordinal)];
        return new ImpactView(names, namespaces, workloads, Acknowledgement(names, namespaces, workloads));
    }

    /// <summary>A problem when running workloads are hit and that was not acknowledged, or when something else was acknowledged than what is.</summary>
    public static Problem? Check(ImpactView impact, string? acknowledge) =>
        IsAcknowledged(impact, acknowledge) || (string.IsNullOrEmpty(acknowledge) && impact.Workloads.Count == 0)
            ? null
            : new Problem(
                ErrorCodes.ImpactNotAcknowledged,
                string.IsNullOrEmpty(acknowledge) ? null : "The impact is another one than the one acknowledged. Look at 'impact', then repeat the call with its acknowledgement.",
                Extensions: new Dictionary<string, object?> { ["impact"] = impact });

    /// <summary>True when it is among what was acknowledged: a call that takes several things away takes several acknowledgements, with commas between them.</summary>
    public static bool IsAcknowledged(ImpactView impact, string? acknowledge) => acknowledge?.Split(',').Contains(impact.Acknowledgement) is true;

    // How many pods a workload has now is not part of it: where many come and go, nobody could ever acknowledge what they saw.
    private static string Acknowledgement(IEnumerable<string> workspaces, int namespaces, IEnumerable<ImpactWorkload> workloads)
    {
        var seen = workloads.Select(workload => $"{workload.Cluster}/{workload.Namespace}/{workload.Kind}/{workload.Name} {string.Join(' ', workload.Images)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join(',', workspaces)}|{namespaces}|{string.Join('\n', seen)}")))[..16];
    }
}
