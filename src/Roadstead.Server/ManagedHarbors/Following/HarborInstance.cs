using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>How an instance does, read from what its cluster says of it.</summary>
internal sealed record HarborInstance(HarborInstanceState State, string? Reason, string Message)
{
    /// <summary>Its parts, as far as the operator tells of them.</summary>
    public IReadOnlyList<HarborPartView> Parts { get; private init; } = [];

    // In the order in which a Harbor comes up: the first that is missing is what the others wait for.
    private static readonly string[] Needed = ["DatabaseReady", "CacheReady", "StorageReady", "ServiceReady"];

    /// <param name="found">The object.</param>
    /// <param name="wasReady">Whether it has been seen ready.</param>
    /// <param name="isNew">Whether it was made so lately that it may still be coming up.</param>
    public static HarborInstance Of(HarborCluster found, bool wasReady, bool isNew) => StateOf(found, wasReady, isNew) with { Parts = PartsOf(found) };

    private static HarborInstance StateOf(HarborCluster found, bool wasReady, bool isNew)
    {
        if (found.Metadata.DeletionTimestamp is not null)
            return new(HarborInstanceState.Deleting, null, "The operator is taking it down.");
        if (found.Status?.Status is not { Length: > 0 } said)
            return new(isNew ? HarborInstanceState.Creating : HarborInstanceState.Failing, HarborReason.NotTakenUp, "The operator has said nothing of it yet. If that stays, look whether it runs.");

        // Not by observedGeneration: the operator writes its status when a condition changes, and not when it has seen a change.
        var lacking = Needed.Select(type => found.Status.Conditions.FirstOrDefault(condition => condition.Type == type) ?? new Condition { Type = type, Status = "Unknown" })
            .FirstOrDefault(condition => condition.Status != "True");
        if (said == "healthy" && found.Status.Conditions.All(condition => condition.Type != "ServiceReady" || condition.Status == "True"))
            return new(HarborInstanceState.Ready, null, "It runs: the operator says that all of it is healthy.");

        var message = lacking is null ? $"The operator says '{said}'." : $"{lacking.Type} is {lacking.Status}{(string.IsNullOrEmpty(lacking.Message) ? "." : $": {Short(lacking.Message)}")}";
        var reason = string.IsNullOrEmpty(lacking?.Reason) ? lacking?.Type : lacking.Reason;
        var state = wasReady ? (said == "provisioning" ? HarborInstanceState.Updating : HarborInstanceState.Failing)
            : isNew || said == "provisioning" ? HarborInstanceState.Creating
            : HarborInstanceState.Failing;
        return new(state, reason, message);
    }

    /// <param name="core">The deployment of a Helm release that answers for all of it.</param>
    /// <param name="isNew">Whether it was made so lately that it may still be coming up.</param>
    public static HarborInstance Of(Deployment core, bool isNew)
    {
        if (core.Metadata.DeletionTimestamp is not null)
            return new(HarborInstanceState.Deleting, null, "It is being uninstalled.");
        if (core.Spec.Replicas is 0)
            return new(HarborInstanceState.Failing, HarborReason.NoPods, "It is scaled to no pods.");
        if (core.Status is { AvailableReplicas: > 0 } status)
            return status.UpdatedReplicas < (core.Spec.Replicas ?? 1)
                ? new(HarborInstanceState.Updating, null, "Its pods are being replaced.")
                : new(HarborInstanceState.Ready, null, "It runs: pods of its core are available.");
        var progress = core.Status?.Conditions.FirstOrDefault(condition => condition.Type == "Progressing");
        return new(isNew && progress?.Status != "False" ? HarborInstanceState.Creating : HarborInstanceState.Failing, HarborReason.NoPods, $"No pod of its core is available. {Short(progress?.Message)}".TrimEnd());
    }

    private static HarborPartView[] PartsOf(HarborCluster found) => found.Status?.Status is not { Length: > 0 } ? [] :
        [.. Needed.Select(type => (Type: type, Said: found.Status.Conditions.FirstOrDefault(condition => condition.Type == type))).Select(part => new HarborPartView(
            part.Type[..^"Ready".Length].ToLowerInvariant(),
            part.Said?.Status switch { "True" => true, "False" => false, _ => null },
            part.Said?.Status is "True" ? null : part.Said?.Reason,
            part.Said?.Status is "True" || string.IsNullOrEmpty(part.Said?.Message) ? null : Short(part.Said.Message)))];

    // What a cluster says is shown to people: bounded, and one line.
    private static string Short(string? text) => text is null ? "" : (text.Length > 300 ? text[..300] + "..." : text).ReplaceLineEndings(" ");
}
