using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.ManagedHarbors.Following;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>How often an open page asks again: often while something is in the making, now and then while something is wrong, and no more once all is done.</summary>
internal static class HarborPace
{
    private const string Often = "every 3s";
    private const string NowAndThen = "every 15s";

    /// <returns>A trigger of htmx; null to rest.</returns>
    internal static string? Of(IEnumerable<ManagedHarborView> harbors)
    {
        string? pace = null;
        foreach (var harbor in harbors)
        {
            if (IsMoving(harbor))
                return Often;
            if (IsAmiss(harbor))
                pace = NowAndThen;
        }

        return pace;
    }

    // Of a cluster that is away, nothing new is to be heard.
    private static bool IsMoving(ManagedHarborView harbor) => harbor.Instance.Reason is not (HarborReason.ClusterDisconnected or HarborReason.OperatorMissing)
        && (harbor.Instance.State is HarborInstanceState.Pending or HarborInstanceState.Creating or HarborInstanceState.Updating or HarborInstanceState.Deleting
            || harbor is { Instance.State: HarborInstanceState.Ready, Integration.State: HarborIntegrationState.Pending });

    private static bool IsAmiss(ManagedHarborView harbor) => harbor.Instance is not { State: HarborInstanceState.Ready, Reason: null } || harbor.Integration.State is HarborIntegrationState.Failing or HarborIntegrationState.Pending;
}
