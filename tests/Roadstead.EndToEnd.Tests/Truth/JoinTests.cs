using System.Diagnostics;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>A namespace joins a workspace, and its very first pod comes at once.</summary>
[Collection(TruthGroup.Name)]
public sealed class JoinTests(TruthWorld world, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("off")]
    [InlineData("enforce")]
    public async Task The_first_pod_after_a_namespace_joined_pulls_without_a_failure(string admission)
    {
        await world.SetAsync(admission);
        var ns = $"joins-{admission}";
        await world.Kubernetes.CreateNamespaceAsync(ns, Cancellation);

        await world.Server.Admin.PutAsync($"/api/v1/workspaces/alpha/namespaces/{TruthWorld.Cluster}/{ns}", null, Cancellation);
        var began = Stopwatch.GetTimestamp();
        var image = world.Image(ImageKind.Private, Via.Gateway, $"joined-{admission}");
        await world.Kubernetes.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", PodObjects.Pod("first", PodObjects.Spec(image, PullSecretKind.ServiceAccount, null)), Cancellation);

        IReadOnlyList<(string Reason, string Message)> events = [];
        await Eventually.TrueAsync(
            async () => (events = await EventsAsync(ns)).Any(one => one.Reason is "Pulled" or "Failed"), "the image is pulled, or not", Cancellation, within: TimeSpan.FromMinutes(1));
        output.WriteLine($"admission {admission}: pulled {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms after the namespace joined");
        Assert.DoesNotContain(events, one => one.Reason is "Failed" or "BackOff");
    }

    private async Task<IReadOnlyList<(string Reason, string Message)>> EventsAsync(string ns) =>
        [.. (await world.Kubernetes.Admin.GetAsync($"/api/v1/namespaces/{ns}/events", Cancellation))["items"]!.AsArray().Select(one => ((string)one!["reason"]!, (string?)one["message"] ?? ""))];
}
