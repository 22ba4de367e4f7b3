using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

[Collection(AdmissionLabTests.Name)]
public sealed class EnforceTests(AdmissionLab lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pod_with_an_image_of_an_unbound_space_is_denied_with_what_to_do__and_of_a_bound_one_is_made()
    {
        await lab.SwitchAsync("enforce");

        var (status, body) = await lab.CreateAsync("red", AdmissionLab.Pod("denied", lab.Private));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("Forbidden", (string?)body["reason"]);
        Assert.Equal(
            $"admission webhook \"pods.roadstead.dev\" denied the request: container 'app': '{lab.Private}' is in the private space 'team-a' of the registry 'hub', which is not bound to the workspace 'red'. " +
            "Ask a platform admin to bind the space 'team-a' of 'hub' to the workspace 'red', or choose an image from those that this namespace may pull. (rule not-bound, workspace red)",
            (string?)body["message"]);
        Assert.Null(await lab.Cluster.Admin.FindAsync("/api/v1/namespaces/red/pods/denied", Cancellation));

        Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("blue", AdmissionLab.Pod("made", lab.Private))).Status);
        Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("red", AdmissionLab.Pod("public", lab.Public))).Status);
        Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("loose", AdmissionLab.Pod("public", lab.Public))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await lab.CreateAsync("loose", AdmissionLab.Pod("denied", lab.Private))).Status);
    }

    [Fact]
    public async Task Images_of_init_containers_updates_and_ephemeral_containers_are_decided_too()
    {
        await lab.SwitchAsync("enforce");
        var init = AdmissionLab.Pod("init", new JsonObject
        {
            ["initContainers"] = new JsonArray(AdmissionLab.Container("setup", lab.Private)),
            ["containers"] = new JsonArray(AdmissionLab.Container("app", lab.Public)),
        });
        var (status, body) = await lab.CreateAsync("red", init);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("init container 'setup'", (string?)body["message"], StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("red", AdmissionLab.Pod("update", lab.Public))).Status);
        var image = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec/containers/0/image", ["value"] = lab.Private });
        var (updated, message) = await PatchAsync("/api/v1/namespaces/red/pods/update", image);
        Assert.Equal(HttpStatusCode.Forbidden, updated);
        Assert.Contains("container 'app'", message, StringComparison.Ordinal);
        var label = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels", ["value"] = new JsonObject { ["a"] = "b" } });
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync("/api/v1/namespaces/red/pods/update", label)).Status);

        var debug = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "EphemeralContainers",
            ["metadata"] = new JsonObject { ["name"] = "update" },
            ["ephemeralContainers"] = new JsonArray(new JsonObject { ["name"] = "debug", ["image"] = lab.Private, ["terminationMessagePolicy"] = "File", ["imagePullPolicy"] = "IfNotPresent" }),
        };
        var (added, refusal) = await lab.Cluster.Admin.TrySendAsync(HttpMethod.Put, "/api/v1/namespaces/red/pods/update/ephemeralcontainers", JsonContent.Create(debug), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, added);
        Assert.Contains("ephemeral container 'debug'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unbind_and_a_bind_count_from_the_next_pod_on__and_pods_that_run_can_still_be_changed()
    {
        await lab.SwitchAsync("enforce");
        var space = (string)(await lab.Host.Admin.GetOkAsync("/api/v1/registries/hub/spaces?q=team-a"))["items"]![0]!["id"]!;
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space}/workspaces/red");
        Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync("red", AdmissionLab.Pod("bound", lab.Private))).Status);

        await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space}/workspaces/red");
        Assert.Equal(HttpStatusCode.Forbidden, (await lab.CreateAsync("red", AdmissionLab.Pod("late", lab.Private))).Status);
        var label = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/metadata/labels", ["value"] = new JsonObject { ["a"] = "b" } });
        Assert.Equal(HttpStatusCode.OK, (await PatchAsync("/api/v1/namespaces/red/pods/bound", label)).Status);
    }

    [Fact]
    public async Task A_deployment_is_warned_of__and_its_pods_are_denied()
    {
        await lab.SwitchAsync("enforce");

        string[] make = ["--namespace", "red", "create", "deployment", "web", $"--image={lab.Private}"];

        // Advice is waited for by the API server for a second and no longer: on a busy machine it may be missing once.
        await Eventually.TrueAsync(
            async () => (await lab.Cluster.KubectlAsync([.. make, "--dry-run=server"], null, Cancellation)).Output.Contains($"Warning: pods of this Deployment: {lab.Private} will be denied: not-bound", StringComparison.Ordinal), "it is warned of", Cancellation);
        var run = await lab.Cluster.KubectlAsync(make, null, Cancellation);
        Assert.True(run.ExitCode == 0, run.Output);
        await Eventually.TrueAsync(
            async () => (await lab.Cluster.Admin.GetAsync("/apis/apps/v1/namespaces/red/deployments/web", Cancellation))["status"]!["conditions"] is JsonArray conditions
                && conditions.Any(condition => (string?)condition!["type"] == "ReplicaFailure" && ((string)condition["message"]!).Contains("(rule not-bound, workspace red)", StringComparison.Ordinal)),
            "the deployment tells why",
            Cancellation);
        await lab.Cluster.Admin.DeleteAsync("/apis/apps/v1/namespaces/red/deployments/web", Cancellation);
    }

    [Fact]
    public async Task The_own_namespace_and_the_systems_are_never_asked_about()
    {
        await lab.SwitchAsync("enforce");

        foreach (var ns in (string[])["roadstead", "kube-system", "kube-public", "kube-node-lease"])
        {
            await lab.Cluster.HasServiceAccountAsync(ns, Cancellation);
            Assert.Equal(HttpStatusCode.Created, (await lab.CreateAsync(ns, AdmissionLab.Pod(null, lab.Private), dryRun: true)).Status);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> PatchAsync(string path, JsonArray patch)
    {
        using var content = JsonContent.Create(patch, mediaType: new("application/json-patch+json"));
        return await lab.Cluster.Admin.TrySendAsync(HttpMethod.Patch, path, content, Cancellation);
    }
}
