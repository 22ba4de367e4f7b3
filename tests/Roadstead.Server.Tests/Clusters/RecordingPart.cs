using System.Collections.Concurrent;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>A part that marks a namespace while it runs, and takes the mark away when the cluster is left.</summary>
internal sealed class RecordingPart(string ns) : IClusterPart
{
    public const string Mark = "roadstead.dev/marked";

    private readonly ConcurrentQueue<string> events = new();

    public string Name => "recording";

    /// <summary>While true, every start fails.</summary>
    public bool Fails { get; set; }

    public IReadOnlyCollection<string> Events => events;

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        events.Enqueue($"run {connection.Name}");
        if (Fails)
            throw new InvalidOperationException("as the test asked for");
        try
        {
            await connection.Client.PatchAsync<Namespace>(null, ns, PatchKind.Merge, Labels("true"), cancellationToken);
            var cancelled = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
        }
        finally
        {
            // Also when it is cancelled before it has heard that the mark, which others see by then, is made.
            events.Enqueue($"end {connection.Name}");
        }
    }

    public async Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        await client.PatchAsync<Namespace>(null, ns, PatchKind.Merge, Labels(null), cancellationToken);
        events.Enqueue("leave");
    }

    private static System.Text.Json.Nodes.JsonObject Labels(string? value) =>
        new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["labels"] = new System.Text.Json.Nodes.JsonObject { [Mark] = value } } };
}
