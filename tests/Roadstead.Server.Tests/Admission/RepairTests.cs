using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

/// <summary>What somebody edits or deletes in the cluster is as it was a moment later.</summary>
[Collection(AdmissionLabTests.Name)]
public sealed class RepairTests(AdmissionLab lab)
{
    private const string Validating = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private const string Mutating = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Configurations_have_the_failure_policy_of_the_mode()
    {
        foreach (var (mode, policy) in new[] { ("audit", "Ignore"), ("enforce", "Fail"), ("audit", "Ignore") })
        {
            await lab.SwitchAsync(mode);
            var policies = (await lab.Cluster.Admin.GetAsync($"{Validating}/{lab.Webhooks}", Cancellation))["webhooks"]!.AsArray().Select(webhook => $"{webhook!["name"]} {webhook["failurePolicy"]}");
            Assert.Equal([$"pods.roadstead.dev {policy}", $"namespaces.roadstead.dev {policy}", "workloads.roadstead.dev Ignore"], policies);
            Assert.Equal("Ignore", (string?)(await lab.Cluster.Admin.GetAsync($"{Mutating}/{lab.Webhooks}", Cancellation))["webhooks"]![0]!["failurePolicy"]);
        }
    }

    [Theory]
    [InlineData(Validating, """{"webhooks":[]}""")]
    [InlineData(Validating, """{"metadata":{"labels":null}}""")]
    [InlineData(Mutating, """{"webhooks":[]}""")]
    public async Task A_configuration_that_is_edited_is_repaired(string path, string patch)
    {
        await lab.SwitchAsync("enforce");
        var before = await lab.Cluster.Admin.GetAsync($"{path}/{lab.Webhooks}", Cancellation);

        await lab.Cluster.Admin.PatchAsync($"{path}/{lab.Webhooks}", JsonNode.Parse(patch)!, Cancellation);

        await Eventually.TrueAsync(async () => IsLike(before, await lab.Cluster.Admin.GetAsync($"{path}/{lab.Webhooks}", Cancellation)), "it is as before", Cancellation);
    }

    [Fact]
    public async Task A_failure_policy_that_is_weakened_by_hand_is_set_back()
    {
        await lab.SwitchAsync("enforce");
        var before = await lab.Cluster.Admin.GetAsync($"{Validating}/{lab.Webhooks}", Cancellation);
        var weaker = before.DeepClone();
        weaker["webhooks"]![0]!["failurePolicy"] = "Ignore";

        await lab.Cluster.Admin.ReplaceAsync($"{Validating}/{lab.Webhooks}", weaker, Cancellation);

        await Eventually.TrueAsync(async () => IsLike(before, await lab.Cluster.Admin.GetAsync($"{Validating}/{lab.Webhooks}", Cancellation)), "it is as before", Cancellation);
    }

    [Theory]
    [InlineData(Validating)]
    [InlineData(Mutating)]
    public async Task A_configuration_that_is_deleted_is_made_again(string path)
    {
        await lab.SwitchAsync("enforce");
        var before = await lab.Cluster.Admin.GetAsync($"{path}/{lab.Webhooks}", Cancellation);

        await lab.Cluster.Admin.DeleteAsync($"{path}/{lab.Webhooks}", Cancellation);

        await Eventually.TrueAsync(
            async () => await lab.Cluster.Admin.FindAsync($"{path}/{lab.Webhooks}", Cancellation) is { } after && IsLike(before, after), "it is there again", Cancellation);
    }

    [Fact]
    public async Task Nothing_is_written_while_nothing_changes()
    {
        await lab.SwitchAsync("enforce");
        var before = await VersionsAsync();

        // Publications that change nothing of this cluster, and one that does and is taken back.
        foreach (var name in (string[])["one", "two"]) await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name, displayName = name });
        foreach (var name in (string[])["one", "two"]) await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{name}");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { unmanagedImages = "deny" });
        await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { unmanagedImages = "allow" });
        await lab.SwitchAsync("enforce");

        Assert.Equal(before, await VersionsAsync());
    }

    [Fact]
    public async Task An_orphan_of_this_installation_goes__and_one_of_another_stays()
    {
        await lab.SwitchAsync("audit");
        var mine = await lab.Cluster.Admin.GetAsync($"{Mutating}/{lab.Webhooks}", Cancellation);
        foreach (var (name, installation) in new[] { ("orphan", (string)mine["metadata"]!["labels"]!["roadstead.dev/installation"]!), ("stranger", "zzzzzz") })
        {
            var labels = new JsonObject { ["app.kubernetes.io/managed-by"] = "roadstead", ["roadstead.dev/installation"] = installation };
            await lab.Cluster.Admin.CreateAsync(Mutating, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels } }, Cancellation);
        }

        await Eventually.TrueAsync(async () => await lab.Cluster.Admin.FindAsync($"{Mutating}/orphan", Cancellation) is null, "the orphan is gone", Cancellation);
        Assert.NotNull(await lab.Cluster.Admin.FindAsync($"{Mutating}/stranger", Cancellation));
        await lab.Cluster.Admin.DeleteAsync($"{Mutating}/stranger", Cancellation);
    }

    [Fact]
    public async Task The_exclusion_label_stands_where_it_belongs_and_nowhere_else()
    {
        await lab.SwitchAsync("audit");
        await lab.Cluster.Admin.PatchAsync("/api/v1/namespaces/loose", Label("excluded"), Cancellation);
        await lab.Cluster.Admin.PatchAsync("/api/v1/namespaces/kube-system", Label(null), Cancellation);
        await Eventually.TrueAsync(async () => await LabelAsync("loose") is null && await LabelAsync("kube-system") == "excluded", "both are set right", Cancellation);

        await lab.SwitchAsync("enforce");
        var denied = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Cluster.Admin.PatchAsync("/api/v1/namespaces/loose", Label("excluded"), Cancellation));
        Assert.Contains("denied the request: The label roadstead.dev/admission=excluded would take this namespace out", denied.Message, StringComparison.Ordinal);
        var kept = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Cluster.Admin.PatchAsync("/api/v1/namespaces/roadstead", Label(null), Cancellation));
        Assert.Contains("it has to stay", kept.Message, StringComparison.Ordinal);
        var made = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Cluster.Admin.CreateAsync(
            "/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "sly", ["labels"] = new JsonObject { ["roadstead.dev/admission"] = "excluded" } } }, Cancellation));
        Assert.Contains("Forbidden", made.Message, StringComparison.Ordinal);
        foreach (var ns in (string[])["kube-system", "kube-public", "kube-node-lease", "roadstead"]) Assert.Equal("excluded", await LabelAsync(ns));
    }

    private static JsonObject Label(string? value) => new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["roadstead.dev/admission"] = value } } };

    private static bool IsLike(JsonNode one, JsonNode other) =>
        JsonNode.DeepEquals(one["webhooks"], other["webhooks"]) && JsonNode.DeepEquals(one["metadata"]!["labels"], other["metadata"]!["labels"]);

    private async Task<string?> LabelAsync(string ns) => (string?)(await lab.Cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}", Cancellation))["metadata"]!["labels"]?["roadstead.dev/admission"];

    private async Task<string> VersionsAsync() =>
        $"{(await lab.Cluster.Admin.GetAsync($"{Validating}/{lab.Webhooks}", Cancellation))["metadata"]!["resourceVersion"]} {(await lab.Cluster.Admin.GetAsync($"{Mutating}/{lab.Webhooks}", Cancellation))["metadata"]!["resourceVersion"]}";
}
