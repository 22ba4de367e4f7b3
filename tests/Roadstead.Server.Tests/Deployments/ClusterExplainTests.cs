using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Deployments;

/// <summary>Explain goes on in the cluster. What Roadstead's own loops would make there is made by hand here: the tests are about what is told of it.</summary>
[Collection(OneDeploymentWorld.Name)]
public sealed class ClusterExplainTests(DeploymentWorld world)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bound_image_says_where_its_identity_is_in_the_cluster()
    {
        var ns = await world.NamespaceAsync();

        await HoldsAsync(ns, "service-account");
        await HoldsAsync(ns, "secret");
        var view = await ExplainAsync(ns, world.Image);

        Assert.Equal(
            ["reference:True", "workspace:True", "registry:True", "space:True", "binding:True", "registry-healthy:True", "identity:True", "service-account:True", "secret:True", "image:True", "admission:", "pods:True"],
            view["steps"]!.AsArray().Select(step => $"{Text(step!, "check")}:{step!["ok"]?.GetValue<bool>()}"));
        Assert.Contains("'off'", Text(Step(view, "admission"), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_image_needs_no_secret()
    {
        var ns = await world.NamespaceAsync("red");

        var view = await ExplainAsync(ns, $"{world.Host.GatewayHost}/vault/open/app:v1");

        Assert.Null(Step(view, "secret")["ok"]);
        Assert.Contains("No identity is needed", Text(Step(view, "secret"), "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(view["steps"]!.AsArray(), step => Text(step!, "check") == "service-account");
    }

    [Fact]
    public async Task A_namespace_that_the_cluster_does_not_have_is_found_out()
    {
        var view = await ExplainAsync("never-made", world.Image);

        Assert.False((bool)Step(view, "service-account")["ok"]!);
        Assert.Contains("Make the namespace", Text(Step(view, "service-account"), "remedy"), StringComparison.Ordinal);
        Assert.Null(Step(view, "secret")["ok"]);
    }

    [Fact]
    public async Task Pods_that_cannot_pull_it_are_told_with_the_nodes_words_by_whichever_name_they_ask()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "gateway-name");
        await world.DeployAsync(ns, "other-image", $"{world.Host.GatewayHost}/vault/open/app:v1");
        var pod = Assert.Single(await world.PodsAsync(ns, "gateway-name", 1));
        var other = Assert.Single(await world.PodsAsync(ns, "other-image", 1));
        await world.FailPullAsync(ns, pod, "no basic auth credentials");
        await world.FailPullAsync(ns, other, "manifest unknown");

        // Asked for by the registry's own name: it is the same image.
        JsonNode step = new JsonObject();
        await Eventually.TrueAsync(
            async () => (step = Step(await ExplainAsync(ns, $"{world.Registry.Url.Authority}/team-a/app:v9"), "pods"))["ok"]?.GetValue<bool>() == false, "the failing pod is told", Cancellation);

        Assert.Contains($"'{pod}' since 20", Text(step, "detail"), StringComparison.Ordinal);
        Assert.Contains("ErrImagePull: no basic auth credentials", Text(step, "detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(other, Text(step, "detail"), StringComparison.Ordinal);
        Assert.NotEmpty(Text(step, "remedy"));

        await world.RunAsync(ns, pod);
        await Eventually.TrueAsync(async () => Step(await ExplainAsync(ns, world.Image), "pods")["ok"]?.GetValue<bool>() == true, "nothing fails any more", Cancellation);
    }

    private async Task HoldsAsync(string ns, string check) => await Eventually.TrueAsync(
        async () => Step(await ExplainAsync(ns, world.Image), check)["ok"]?.GetValue<bool>() == true, $"the step {check} holds", Cancellation);

    private Task<JsonNode> ExplainAsync(string ns, string image) => world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=kube&namespace={ns}&image={Uri.EscapeDataString(image)}");

    private static JsonNode Step(JsonNode view, string check) => Assert.Single(view["steps"]!.AsArray(), step => Text(step!, "check") == check)!;

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
