using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Brings the images of cells into the cluster and tells what becomes of them.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="allowed">An image that every namespace may run, for what a cell needs besides its own.</param>
/// <param name="scheduler">Null: pods go to the node.</param>
internal sealed class CellPlayer(KubernetesCluster cluster, string allowed, string? scheduler)
{
    private static readonly TimeSpan DecidedWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan NextTry = TimeSpan.FromSeconds(15);

    /// <summary>Creates what the cell says; the API server's text when it refuses, else null. A Deployment is always taken: its pods are what is refused.</summary>
    public async Task<string?> CreateAsync(string name, Cell cell, string image, CancellationToken cancellationToken)
    {
        var ns = CellName.Namespace(cell.Standing);
        switch (cell.Maker)
        {
            case Maker.Deployment:
                await cluster.Admin.CreateAsync($"/apis/apps/v1/namespaces/{ns}/deployments", PodObjects.Deployment(name, PodObjects.Spec(image, cell.Secret, scheduler)), cancellationToken);
                return null;
            case Maker.EphemeralContainer:
                await cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", PodObjects.Pod(name, PodObjects.OtherSpec(allowed, cell.Secret, scheduler)), cancellationToken);
                return await SendAsync(HttpMethod.Put, $"/api/v1/namespaces/{ns}/pods/{name}/ephemeralcontainers", PodObjects.EphemeralContainers(name, image), cancellationToken);
            case Maker.InitContainer:
                return await SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods", PodObjects.Pod(name, PodObjects.InitSpec(image, allowed, cell.Secret, scheduler)), cancellationToken);
            default:
                return await SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods", PodObjects.Pod(name, PodObjects.Spec(image, cell.Secret, scheduler)), cancellationToken);
        }
    }

    /// <summary>Waits until each Deployment of these names has a pod, or has been told that it gets none; the refusals by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> DeploymentsAsync(string ns, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var refusals = new Dictionary<string, string>();
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var set in (await cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{ns}/replicasets", cancellationToken))["items"]!.AsArray())
                {
                    var failure = set!["status"]!["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == "ReplicaFailure");
                    if (failure is not null)
                    {
                        refusals[NameOf(set)] = (string?)failure["message"] ?? "";
                    }
                }

                var pods = (await cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods", cancellationToken))["items"]!.AsArray().Select(pod => NameOf(pod!)).ToHashSet();
                return names.All(name => pods.Contains(name) || refusals.ContainsKey(name));
            },
            $"the Deployments of {ns} have pods or are refused them",
            cancellationToken,
            DecidedWithin);
        return refusals;
    }

    /// <summary>Waits until the container of each pod of these names runs or cannot be pulled.</summary>
    /// <param name="ns">Their namespace.</param>
    /// <param name="names">The pods.</param>
    /// <param name="mustRun">Those that must run in the end: a kubelet that has not read a secret in time pulls without it, and tries again after ten seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyDictionary<string, NodeOutcome>> PodsAsync(string ns, IReadOnlyCollection<string> names, IReadOnlyCollection<string> mustRun, CancellationToken cancellationToken)
    {
        var failedAt = new Dictionary<string, long>();
        var outcomes = new Dictionary<string, NodeOutcome>();
        var last = new Dictionary<string, string>();
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    foreach (var pod in (await cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods", cancellationToken))["items"]!.AsArray())
                    {
                        last[NameOf(pod!)] = pod!["status"]!.ToJsonString();
                        if (!outcomes.ContainsKey(NameOf(pod)) && OutcomeOf(pod["status"]!) is { } outcome)
                        {
                            if (outcome is NodeOutcome.FailsToPull && mustRun.Contains(NameOf(pod)) && (failedAt.TryAdd(NameOf(pod), Stopwatch.GetTimestamp()) || Stopwatch.GetElapsedTime(failedAt[NameOf(pod)]) < NextTry))
                            {
                                continue;
                            }

                            outcomes[NameOf(pod)] = outcome;
                        }
                    }

                    return names.All(outcomes.ContainsKey);
                },
                $"the pods of {ns} run or cannot be pulled",
                cancellationToken,
                DecidedWithin);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{string.Join('\n', names.Where(name => !outcomes.ContainsKey(name)).Select(name => $"{name}: {last.GetValueOrDefault(name)}"))}", e);
        }

        return outcomes;
    }

    private static string NameOf(JsonNode item) => item["metadata"]!["labels"]![PodObjects.Container]!.GetValue<string>();

    // The container that is looked at may be any of the three sorts.
    private static NodeOutcome? OutcomeOf(JsonNode status)
    {
        var container = new[] { "containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses" }
            .SelectMany(sort => status[sort]?.AsArray() ?? [])
            .SingleOrDefault(one => (string?)one!["name"] == PodObjects.Container);
        return container?["state"] switch
        {
            { } state when state["running"] is not null => NodeOutcome.Runs,

            // The node has the image and has started it. A kubelet with much to do may have put another sandbox under the pod meanwhile, and it starts an ephemeral container but once.
            { } state when state["waiting"] is { } waiting && (string?)waiting["reason"] is "RunContainerError" && ((string?)waiting["message"] ?? "").Contains("sandbox container", StringComparison.Ordinal) && IsEphemeral(status) => NodeOutcome.Runs,
            { } state when (string?)state["waiting"]?["reason"] is "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" => NodeOutcome.FailsToPull,
            _ => null,
        };
    }

    private static bool IsEphemeral(JsonNode status) => status["ephemeralContainerStatuses"]?.AsArray().Any(one => (string?)one!["name"] == PodObjects.Container) is true;

    private async Task<string?> SendAsync(HttpMethod method, string path, JsonObject body, CancellationToken cancellationToken)
    {
        var (status, text) = await cluster.Admin.TrySendAsync(method, path, JsonContent.Create(body), cancellationToken);
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created => null,
            HttpStatusCode.Forbidden => (string?)JsonNode.Parse(text)!["message"],
            _ => throw new InvalidOperationException($"{method} {path} answered {(int)status}: {text}"),
        };
    }
}
