using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Deployments;

[Collection(OneDeploymentWorld.Name)]
public sealed class DeploymentTests(DeploymentWorld world)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_editor_deploys_an_image_and_watches_it_fail_and_then_serve()
    {
        var ns = await world.NamespaceAsync();
        var made = await world.Ed.SendOkAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "app", image = world.Image, replicas = 2, port = 8080, env = new Dictionary<string, string> { ["GREETING"] = "hello" } });
        Assert.Equal(("app", "kube", ns, world.Image, 2, "progressing"), (Text(made, "name"), Text(made, "cluster"), Text(made, "namespace"), Text(made, "image"), (int)made["replicas"]!, Text(made, "state")));

        var pods = await world.PodsAsync(ns, "app", 2);
        await world.FailPullAsync(ns, pods[0], "rpc error: pull access denied");
        var failed = await world.StateAsync(ns, "app", "failed");
        Assert.Equal("ErrImagePull", Text(failed, "reason"));
        Assert.Contains("pull access denied", Text(failed, "message"), StringComparison.Ordinal);
        Assert.Equal((pods[0], "Pending", "ErrImagePull"), (Text(failed["pods"]![0]!, "name"), Text(failed["pods"]![0]!, "phase"), Text(failed["pods"]![0]!, "reason")));

        foreach (var pod in pods)
            await world.RunAsync(ns, pod);

        // The deployment's own words and those about its pods come one after the other.
        await Eventually.TrueAsync(
            async () => await world.ShowAsync(ns, "app") is var shown && (Text(shown, "state"), (int)shown["updated"]!, (int)shown["ready"]!, (int)shown["available"]!) == ("available", 2, 2, 2)
                && shown["pods"]!.AsArray() is { Count: 2 } all && all.All(pod => (bool)pod!["ready"]!),
            "both pods serve",
            Cancellation);
    }

    [Fact]
    public async Task The_cluster_gets_a_deployment_that_names_the_pull_secret_and_the_audit_no_values()
    {
        var ns = await world.NamespaceAsync();
        await world.Ed.SendOkAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "app", image = $" {world.Image} ", port = 8080, env = new Dictionary<string, string> { ["TOKEN"] = "value-that-is-a-secret" } });

        var made = await world.Cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", Cancellation);
        Assert.Equal(("app", "roadstead"), (Text(made["metadata"]!["labels"]!, "app.kubernetes.io/name"), Text(made["metadata"]!["labels"]!, "app.kubernetes.io/managed-by")));
        Assert.Equal("ed", Text(made["metadata"]!["annotations"]!, "roadstead.dev/deployed-by"));
        Assert.Equal(1, (int)made["spec"]!["replicas"]!);
        var pod = made["spec"]!["template"]!["spec"]!;
        Assert.Equal("roadstead-pull", Text(Assert.Single(pod["imagePullSecrets"]!.AsArray())!, "name"));
        var container = Assert.Single(pod["containers"]!.AsArray())!;
        Assert.Equal(("app", world.Image), (Text(container, "name"), Text(container, "image")));
        Assert.Equal(8080, (int)container["ports"]![0]!["containerPort"]!);
        Assert.Equal(("TOKEN", "value-that-is-a-secret"), (Text(container["env"]![0]!, "name"), Text(container["env"]![0]!, "value")));

        var audit = await world.Host.Admin.GetOkAsync($"/api/v1/audit?action=deployment.create&object=kube/{ns}/app");
        var entry = Assert.Single(audit["items"]!.AsArray())!;
        Assert.Equal("ed", Text(entry, "actor"));
        Assert.Contains("TOKEN", entry["after"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("value-that-is-a-secret", audit.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_namespace_may_not_use_is_refused_with_the_verdict_and_nothing_is_sent()
    {
        var ns = await world.NamespaceAsync();

        var problem = await world.Ed.SendRefusedAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "app", image = world.Denied }, HttpStatusCode.Forbidden, "image-not-allowed");

        Assert.False((bool)problem["verdict"]!["allowed"]!);
        Assert.Equal("not-bound", Text(problem["verdict"]!, "reason"));
        Assert.NotEmpty(Text(problem["verdict"]!, "remedy"));
        Assert.Null(await world.Cluster.Admin.FindAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", Cancellation));
    }

    [Fact]
    public async Task An_image_is_changed_to_one_that_is_allowed_only_and_pods_are_counted_anew()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "app");

        await world.Ed.SendRefusedAsync(HttpMethod.Patch, DeploymentWorld.Path(ns, "app"), new { image = world.Denied }, HttpStatusCode.Forbidden, "image-not-allowed");
        Assert.Equal(world.Image, Text(await world.ShowAsync(ns, "app"), "image"));
        var other = world.Image.Replace(":v1", ":v2", StringComparison.Ordinal);
        var edited = await world.Ed.SendOkAsync(HttpMethod.Patch, DeploymentWorld.Path(ns, "app"), new { image = other, replicas = 0 });

        Assert.Equal((other, 0), (Text(edited, "image"), (int)edited["replicas"]!));
        var pod = (await world.Cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", Cancellation))["spec"]!["template"]!["spec"]!;
        Assert.Equal(other, Text(Assert.Single(pod["containers"]!.AsArray())!, "image"));
        Assert.Single(pod["imagePullSecrets"]!.AsArray());
        Assert.Equal(0, (int)(await world.StateAsync(ns, "app", "available"))["available"]!);
        var entry = Assert.Single((await world.Host.Admin.GetOkAsync($"/api/v1/audit?action=deployment.edit&object=kube/{ns}/app"))["items"]!.AsArray())!;
        Assert.Equal((world.Image, other), (Text(entry["before"]!, "image"), Text(entry["after"]!, "image")));
    }

    [Fact]
    public async Task A_deployment_with_a_Service_has_an_address_and_a_taken_name_leaves_nothing()
    {
        var ns = await world.NamespaceAsync();
        await world.Ed.SendOkAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "app", image = world.Image, port = 8080, service = true });

        var shown = await world.ShowAsync(ns, "app");
        Assert.Equal((8080, $"app.{ns}:8080"), ((int)shown["port"]!, Text(shown, "address")));
        var service = await world.Cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/services/app", Cancellation);
        var deployment = await world.Cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", Cancellation);
        Assert.Equal(8080, (int)service["spec"]!["ports"]![0]!["port"]!);
        Assert.Equal(deployment["spec"]!["selector"]!["matchLabels"]!.ToJsonString(), service["spec"]!["selector"]!.ToJsonString());
        Assert.Equal(Text(deployment["metadata"]!, "uid"), Text(service["metadata"]!["ownerReferences"]![0]!, "uid"));

        await world.Cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/services", JsonNode.Parse("""{"metadata":{"name":"taken"},"spec":{"ports":[{"port":80}]}}""")!, Cancellation);
        var taken = await world.Ed.SendRefusedAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "taken", image = world.Image, port = 80, service = true }, HttpStatusCode.Conflict, "name-taken");
        Assert.Contains("Service", Text(taken, "detail"), StringComparison.Ordinal);
        Assert.Null(await world.Cluster.Admin.FindAsync($"/apis/apps/v1/namespaces/{ns}/deployments/taken", Cancellation));
        await world.DeployAsync(ns, "taken");
        Assert.Null((await world.ShowAsync(ns, "taken"))["address"]);
    }

    [Fact]
    public async Task A_restart_makes_new_pods_and_a_deletion_ends_them_and_the_audit_tells_of_both()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "app");
        var before = Assert.Single(await world.PodsAsync(ns, "app", 1));

        await world.Ed.SendOkAsync(HttpMethod.Post, DeploymentWorld.Path(ns, "app") + "/restart", null);
        await Eventually.TrueAsync(
            async () => (await world.ShowAsync(ns, "app"))["pods"]!.AsArray().Any(pod => Text(pod!, "name") != before), "a new pod is made", Cancellation);
        await world.Ed.SendOkAsync(HttpMethod.Delete, DeploymentWorld.Path(ns, "app"));

        await world.Ed.SendRefusedAsync(HttpMethod.Get, DeploymentWorld.Path(ns, "app"), null, HttpStatusCode.NotFound, "not-found");
        await world.Ed.SendRefusedAsync(HttpMethod.Delete, DeploymentWorld.Path(ns, "app"), null, HttpStatusCode.NotFound, "not-found");
        Assert.Null(await world.Cluster.Admin.FindAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", Cancellation));
        foreach (var action in new[] { "deployment.restart", "deployment.delete" })
            Assert.Equal("ed", Text(Assert.Single((await world.Host.Admin.GetOkAsync($"/api/v1/audit?action={action}&object=kube/{ns}/app"))["items"]!.AsArray())!, "actor"));
    }

    [Fact]
    public async Task Create_NameThatIsTaken_SaysWhose()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "mine");
        await world.Cluster.Admin.CreateAsync($"/apis/apps/v1/namespaces/{ns}/deployments", Foreign("theirs"), Cancellation);

        var own = await world.Ed.SendRefusedAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "mine", image = world.Image }, HttpStatusCode.Conflict, "name-taken");
        Assert.Contains("PATCH", Text(own, "detail"), StringComparison.Ordinal);
        var foreign = await world.Ed.SendRefusedAsync(HttpMethod.Post, DeploymentWorld.Path(ns), new { name = "theirs", image = world.Image }, HttpStatusCode.Conflict, "name-taken");
        Assert.Contains("did not make", Text(foreign, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Roadstead_did_not_make_is_neither_shown_nor_changed()
    {
        var ns = await world.NamespaceAsync();
        await world.Cluster.Admin.CreateAsync($"/apis/apps/v1/namespaces/{ns}/deployments", Foreign("theirs"), Cancellation);
        foreach (var name in new[] { "alpha", "beta" })
            await world.DeployAsync(ns, name);

        await world.Ed.SendRefusedAsync(HttpMethod.Get, DeploymentWorld.Path(ns, "theirs"), null, HttpStatusCode.NotFound, "not-found");
        await world.Ed.SendRefusedAsync(HttpMethod.Patch, DeploymentWorld.Path(ns, "theirs"), new { replicas = 0 }, HttpStatusCode.NotFound, "not-found");
        await world.Ed.SendRefusedAsync(HttpMethod.Post, DeploymentWorld.Path(ns, "theirs") + "/restart", null, HttpStatusCode.NotFound, "not-found");
        await world.Ed.SendRefusedAsync(HttpMethod.Delete, DeploymentWorld.Path(ns, "theirs"), null, HttpStatusCode.NotFound, "not-found");
        var first = await world.Ed.GetOkAsync(DeploymentWorld.Path(ns) + "?limit=1");
        Assert.Equal((2, "alpha"), ((int)first["total"]!, Text(first["items"]![0]!, "name")));
        var second = await world.Ed.GetOkAsync(DeploymentWorld.Path(ns) + $"?limit=1&cursor={Text(first, "nextCursor")}");
        Assert.Equal("beta", Text(Assert.Single(second["items"]!.AsArray())!, "name"));
        Assert.Null(second["nextCursor"]);
        Assert.Equal("beta", Text(Assert.Single((await world.Ed.GetOkAsync(DeploymentWorld.Path(ns) + "?q=BET"))["items"]!.AsArray())!, "name"));
    }

    [Fact]
    public async Task A_pod_that_the_cluster_refuses_shows_with_the_clusters_words()
    {
        var ns = await world.NamespaceAsync();
        await world.Cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/resourcequotas", JsonNode.Parse("""{"metadata":{"name":"none"},"spec":{"hard":{"pods":"0"}}}""")!, Cancellation);

        // A quota holds once Kubernetes has counted what is there.
        var pod = JsonNode.Parse("""{"metadata":{"name":"dry"},"spec":{"containers":[{"name":"c","image":"x"}]}}""")!;
        await Eventually.TrueAsync(
            async () => (await world.Cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods?dryRun=All", JsonContent.Create(pod), Cancellation)).Status == HttpStatusCode.Forbidden, "the quota holds", Cancellation);
        await world.DeployAsync(ns, "app");

        var view = await world.StateAsync(ns, "app", "failed");

        Assert.Equal("FailedCreate", Text(view, "reason"));
        Assert.Contains("exceeded quota", Text(view, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("{}", "image")]
    [InlineData("{\"name\":\"Web_1\",\"image\":\"x\"}", "name")]
    [InlineData("{\"name\":\"app\",\"image\":\" \"}", "image")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"replicas\":-1}", "replicas")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"replicas\":101}", "replicas")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"port\":0}", "port")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"service\":true}", "port")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"port\":65536}", "port")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"env\":{\"1A\":\"b\"}}", "env")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"env\":{\"..\":\"b\"}}", "env")]
    [InlineData("{\"name\":\"app\",\"image\":\"x\",\"env\":{\"A\":null}}", "env")]
    public async Task Create_FieldThatDoesNotFit_NamesIt(string body, string field)
    {
        var problem = await world.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/namespaces/kube/anywhere/deployments", JsonNode.Parse(body), HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task A_standalone_cluster_runs_nothing()
    {
        await world.Ed.SendRefusedAsync(HttpMethod.Post, "/api/v1/namespaces/lab/blue/deployments", new { name = "app", image = world.Image }, HttpStatusCode.Conflict, "cluster-standalone");
        await world.Ed.SendRefusedAsync(HttpMethod.Get, "/api/v1/namespaces/lab/blue/deployments", null, HttpStatusCode.Conflict, "cluster-standalone");
    }

    [Theory]
    [InlineData("kube")]
    [InlineData("nowhere")]
    public async Task A_namespace_or_cluster_that_is_not_there_is_not_found(string cluster) =>
        await world.Host.Admin.SendRefusedAsync(
            HttpMethod.Post, $"/api/v1/namespaces/{cluster}/absent/deployments", new { name = "app", image = $"{world.Host.GatewayHost}/vault/open/app:v1" }, HttpStatusCode.NotFound, "not-found");

    private static JsonNode Foreign(string name) => JsonNode.Parse(
        """{"metadata":{"name":"NAME"},"spec":{"replicas":0,"selector":{"matchLabels":{"a":"NAME"}},"template":{"metadata":{"labels":{"a":"NAME"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}"""
            .Replace("NAME", name, StringComparison.Ordinal))!;

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
