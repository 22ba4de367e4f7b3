using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

/// <summary>Nothing depends on a webhook that the API server does not reach.</summary>
[Collection(AdmissionLabTests.Name)]
public sealed class ReachTests(AdmissionLab lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enforce_where_the_API_server_does_not_reach_us_denies_nothing_and_says_why__until_it_does()
    {
        await lab.SwitchAsync("off");
        var own = (string)(await ClusterAsync())["serverUrl"]!;
        await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { serverUrl = "http://roadstead.invalid:8080", admission = "enforce" });
        try
        {
            await Eventually.TrueAsync(
                async () => (await ClusterAsync())["admissionStatus"]! is { } status && (string?)status["state"] == "failing" && (string?)status["reason"] == "webhook-unreachable", "the cluster says so", Cancellation);
            Assert.DoesNotContain("Fail", await PoliciesAsync());
            Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("red", AdmissionLab.Pod(null, lab.Private), dryRun: true)).Status);
        }
        finally
        {
            await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { serverUrl = own });
        }

        await Eventually.TrueAsync(
            async () => (string?)(await ClusterAsync())["admissionStatus"]!["state"] == "ready" && (await PoliciesAsync()).Contains("Fail") && await lab.IsDeniedAsync(), "it is in force", Cancellation);
    }

    private Task<JsonNode> ClusterAsync() => lab.Host.Admin.GetOkAsync("/api/v1/clusters/lab");

    private async Task<IReadOnlyList<string>> PoliciesAsync()
    {
        var configuration = await lab.Cluster.Admin.FindAsync($"/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{lab.Webhooks}", Cancellation);
        return [.. configuration!["webhooks"]!.AsArray().Select(webhook => (string)webhook!["failurePolicy"]!)];
    }
}
