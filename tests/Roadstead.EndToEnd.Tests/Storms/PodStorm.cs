using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Storms;

/// <summary>Asks for pods without a pause, several at once: as many as the API server can take. Every second one is forbidden.</summary>
internal sealed class PodStorm : IAsyncDisposable
{
    private const int AtOnce = 8;
    private readonly KubernetesCluster cluster;
    private readonly string prefix;
    private readonly Func<bool, (string Namespace, string Image)> choose;
    private readonly ConcurrentQueue<Attempt> attempts = new();
    private readonly CancellationTokenSource stop = new();
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Task running;
    private int counter;

    /// <param name="cluster">The cluster.</param>
    /// <param name="prefix">Begins the names of its pods.</param>
    /// <param name="choose">Namespace and image of a pod that is forbidden, and of one that is not.</param>
    public PodStorm(KubernetesCluster cluster, string prefix, Func<bool, (string Namespace, string Image)> choose)
    {
        (this.cluster, this.prefix, this.choose) = (cluster, prefix, choose);
        running = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(BlowAsync)));
    }

    public IReadOnlyCollection<Attempt> Attempts => attempts;

    /// <summary>How long it has been going on.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(began);

    /// <summary>Ends it; returns all that was asked.</summary>
    public async Task<IReadOnlyList<Attempt>> StopAsync()
    {
        await stop.CancelAsync();
        await running;
        return [.. attempts];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task BlowAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref counter);
            var isForbidden = number % 2 == 0;
            var (ns, image) = choose(isForbidden);
            var pod = PodObjects.Pod(string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}"), PodObjects.Spec(image, PullSecretKind.ServiceAccount, PodObjects.NoScheduler));
            var from = Now;
            var (answer, text) = await AskAsync(ns, pod);
            attempts.Enqueue(new Attempt(isForbidden, from, Now, answer, text));
        }
    }

    private async Task<(StormAnswer Answer, string Text)> AskAsync(string ns, System.Text.Json.Nodes.JsonObject pod)
    {
        try
        {
            var (status, body) = await cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods", JsonContent.Create(pod), CancellationToken.None);
            return ((int)status, body) switch
            {
                (201, _) => (StormAnswer.Created, ""),
                (_, _) when body.Contains("denied the request", StringComparison.Ordinal) => (StormAnswer.Denied, body),
                (_, _) when body.Contains("failed calling webhook", StringComparison.Ordinal) => (StormAnswer.NotAsked, body),
                _ => (StormAnswer.NoApiServer, body),
            };
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return (StormAnswer.NoApiServer, e.Message);
        }
    }
}
