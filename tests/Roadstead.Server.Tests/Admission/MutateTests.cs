using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

[Collection(AdmissionLabTests.Name)]
public sealed class MutateTests(AdmissionLab lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("blue", "", "roadstead-pull")]
    [InlineData("blue", "own", "own roadstead-pull")]
    [InlineData("blue", "own roadstead-pull", "own roadstead-pull")]
    [InlineData("loose", "own", "own")]
    [InlineData("loose", "", "")]
    public async Task A_pod_names_the_pull_secret_once__in_namespaces_of_workspaces(string ns, string secrets, string expected)
    {
        await lab.SwitchAsync("audit");
        var spec = new JsonObject { ["containers"] = new JsonArray(AdmissionLab.Container("app", lab.Public)) };
        if (secrets.Length > 0) spec["imagePullSecrets"] = new JsonArray([.. secrets.Split(' ').Select(name => new JsonObject { ["name"] = name })]);

        var (status, pod) = await lab.CreateAsync(ns, AdmissionLab.Pod(null, spec), dryRun: true);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(expected, Secrets(pod));
    }

    [Fact]
    public async Task A_pod_of_another_service_account_names_its_secret_and_the_pull_secret()
    {
        await lab.SwitchAsync("audit");
        var account = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "builder" }, ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = "its-own" }) };
        await lab.Cluster.Admin.CreateAsync("/api/v1/namespaces/blue/serviceaccounts", account, Cancellation);
        var spec = new JsonObject { ["serviceAccountName"] = "builder", ["containers"] = new JsonArray(AdmissionLab.Container("app", lab.Public)) };

        // Its token is made a moment later.
        JsonNode pod = new JsonObject();
        await Eventually.TrueAsync(
            async () =>
            {
                (var status, pod) = await lab.CreateAsync("blue", AdmissionLab.Pod(null, (JsonObject)spec.DeepClone()), dryRun: true);
                return status == HttpStatusCode.Created;
            },
            "the service account has its token",
            Cancellation);

        Assert.Equal("its-own roadstead-pull", Secrets(pod));
    }

    [Fact]
    public async Task Off_changes_no_pod_and_leaves_no_webhook()
    {
        await lab.SwitchAsync("audit");
        await lab.SwitchAsync("off");

        foreach (var kind in (string[])["validating", "mutating"])
            Assert.Null(await lab.Cluster.Admin.FindAsync($"/apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations/{lab.Webhooks}", Cancellation));
        var spec = new JsonObject { ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = "own" }), ["containers"] = new JsonArray(AdmissionLab.Container("app", lab.Public)) };
        await Eventually.TrueAsync(
            async () => Secrets((await lab.CreateAsync("blue", AdmissionLab.Pod(null, (JsonObject)spec.DeepClone()), dryRun: true)).Body) == "own", "the API server has let go of the mutating webhook", Cancellation);
    }

    private static string Secrets(JsonNode pod) =>
        string.Join(' ', (pod["spec"]!["imagePullSecrets"] as JsonArray ?? []).Select(secret => (string)secret!["name"]!));
}
