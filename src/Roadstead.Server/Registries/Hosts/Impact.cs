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
    public static async Task<ImpactView> OfAsync(RoadsteadDb db, IReadOnlyCollection<Guid> workspaceIds, CancellationToken cancellationToken)
    {
        var names = await db.Workspaces.Where(workspace => workspaceIds.Contains(workspace.Id)).Select(workspace => workspace.Name).ToListAsync(cancellationToken);
        var namespaces = await db.WorkspaceNamespaces.CountAsync(ns => workspaceIds.Contains(ns.WorkspaceId), cancellationToken);
        names.Sort(StringComparer.Ordinal);
        return new ImpactView(names, namespaces, [], Acknowledgement(names, namespaces));
    }

    /// <summary>A problem when running workloads are hit and that was not acknowledged, or when something else was acknowledged than what is.</summary>
    public static Problem? Check(ImpactView impact, string? acknowledge) =>
        acknowledge == impact.Acknowledgement || (string.IsNullOrEmpty(acknowledge) && impact.Workloads.Count == 0)
            ? null
            : new Problem(
                ErrorCodes.ImpactNotAcknowledged,
                string.IsNullOrEmpty(acknowledge) ? null : "The impact is another one than the one acknowledged. Look at 'impact', then repeat the call with its acknowledgement.",
                Extensions: new Dictionary<string, object?> { ["impact"] = impact });

    private static string Acknowledgement(IEnumerable<string> workspaces, int namespaces) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join('\n', workspaces)}\n{namespaces}")))[..24];
}
