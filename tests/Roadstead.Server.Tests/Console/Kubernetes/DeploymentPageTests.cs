using System.Net;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Deployments;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Console.Kubernetes;

[Collection(OneDeploymentWorld.Name)]
public sealed class DeploymentPageTests(DeploymentWorld world)
{
    [Fact]
    public async Task An_editor_deploys_from_the_images_page_and_the_page_rests_when_it_serves()
    {
        var ns = await world.NamespaceAsync();
        using var ed = await Person.SignInAsync(world.Host, "ed");
        Assert.Contains($"/deployments/kube/{ns}/-/new?image=", await ed.PageAsync($"/images/kube/{ns}/artifact?image={Uri.EscapeDataString($"{world.Host.GatewayHost}/vault/team-a/app")}&reference=v1"), StringComparison.Ordinal);
        Assert.Contains("value=\"app\"", await ed.PageAsync($"/deployments/kube/{ns}/-/new?image={Uri.EscapeDataString(world.Image)}"), StringComparison.Ordinal);

        var path = await ed.DoneAsync($"/deployments/kube/{ns}/-/new", ("image", world.Image), ("name", "shop"), ("replicas", "1"), ("port", ""));
        Assert.Equal($"/deployments/kube/{ns}/shop", path);
        Assert.Contains("shop is deployed.", await ed.PageAsync(path), StringComparison.Ordinal);
        Assert.Contains("hx-trigger=\"every 2s\"", await ed.PageAsync(path), StringComparison.Ordinal);

        var pod = Assert.Single(await world.PodsAsync(ns, "shop", 1));
        await world.FailPullAsync(ns, pod, "no such host <registry>");
        await world.StateAsync(ns, "shop", "failed");
        var failing = await ed.PageAsync(path, asFragment: true);
        Assert.StartsWith("<div id=\"deployment-live\"", failing, StringComparison.Ordinal);
        Assert.Contains("no such host <registry>", failing, StringComparison.Ordinal);
        Assert.Contains("id=\"deployment-state\" hx-swap-oob", failing, StringComparison.Ordinal);

        await world.RunAsync(ns, pod);
        await world.StateAsync(ns, "shop", "available");
        var done = await ed.PageAsync(path);
        Assert.DoesNotContain("hx-trigger=\"every", done, StringComparison.Ordinal);
        Assert.Contains(pod, done, StringComparison.Ordinal);
        Assert.Contains("shop", await ed.PageAsync($"/deployments/kube/{ns}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_ThatCannotBe_ComesBackWithTheReasonBesideTheField()
    {
        var ns = await world.NamespaceAsync();
        using var ed = await Person.SignInAsync(world.Host, "ed");

        var denied = await ed.RefusedAsync(HttpStatusCode.Forbidden, $"/deployments/kube/{ns}/-/new", ("image", world.Denied), ("name", "kept-as-typed"), ("replicas", "3"));
        Assert.Contains("id=\"field-image-error\"", denied, StringComparison.Ordinal);
        Assert.Contains("value=\"kept-as-typed\"", denied, StringComparison.Ordinal);
        Assert.Contains("value=\"3\"", denied, StringComparison.Ordinal);
        var many = await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, $"/deployments/kube/{ns}/-/new", ("image", world.Image), ("name", "app"), ("replicas", "many"), ("port", "http"));
        Assert.Contains("id=\"field-replicas-error\"", many, StringComparison.Ordinal);
        Assert.Contains("id=\"field-port-error\"", many, StringComparison.Ordinal);
        await world.DeployAsync(ns, "taken");
        Assert.Contains("id=\"field-name-error\"", await ed.RefusedAsync(HttpStatusCode.Conflict, $"/deployments/kube/{ns}/-/new", ("image", world.Image), ("name", "taken"), ("replicas", "1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_editor_changes_the_image_by_a_form_that_chooses_it()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "app");
        using var ed = await Person.SignInAsync(world.Host, "ed");
        var form = $"/deployments/kube/{ns}/app/image";
        Assert.Contains($"href=\"{form}\"", await ed.PageAsync($"/deployments/kube/{ns}/app"), StringComparison.Ordinal);
        var page = await ed.PageAsync(form);
        Assert.Contains($"value=\"{world.Image}\"", page, StringComparison.Ordinal);
        Assert.Contains($"hx-get=\"/images/kube/{ns}/choose?for=app\"", page, StringComparison.Ordinal);
        var chosen = world.Image.Replace(":v1", ":v2", StringComparison.Ordinal);
        Assert.Contains($"value=\"{chosen}\"", await ed.PageAsync($"{form}?image={Uri.EscapeDataString(chosen)}"), StringComparison.Ordinal);

        Assert.Contains("id=\"field-image-error\"", await ed.RefusedAsync(HttpStatusCode.Forbidden, form, ("image", world.Denied)), StringComparison.Ordinal);
        Assert.Contains("id=\"field-image-error\"", await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, form, ("image", " ")), StringComparison.Ordinal);
        Assert.Equal(world.Image, (await world.ShowAsync(ns, "app"))["image"]!.GetValue<string>());
        Assert.Equal($"/deployments/kube/{ns}/app", await ed.DoneAsync(form, ("image", chosen)));
        Assert.Equal(chosen, (await world.ShowAsync(ns, "app"))["image"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, await ed.StatusAsync($"/deployments/kube/{ns}/absent/image"));
    }

    [Fact]
    public async Task An_editor_deploys_with_a_Service_and_variables_then_scales_restarts_and_deletes()
    {
        var ns = await world.NamespaceAsync();
        using var ed = await Person.SignInAsync(world.Host, "ed");
        var form = $"/deployments/kube/{ns}/-/new";
        var refused = await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, form, ("image", world.Image), ("name", "app"), ("replicas", "1"), ("port", ""), ("service", "true"), ("env", "no variable"));
        Assert.Contains("id=\"field-env-error\"", refused, StringComparison.Ordinal);
        Assert.Contains("no variable</textarea>", refused, StringComparison.Ordinal);
        Assert.Contains("id=\"field-port-error\"", await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, form, ("image", world.Image), ("name", "app"), ("replicas", "1"), ("port", ""), ("service", "true")), StringComparison.Ordinal);

        var path = await ed.DoneAsync(form, ("image", world.Image), ("name", "app"), ("replicas", "1"), ("port", "8080"), ("service", "true"), ("env", "A=1\r\nB=x=y\r\n"));
        Assert.Contains($"app.{ns}:8080", await ed.PageAsync(path), StringComparison.Ordinal);
        var made = await world.Cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/app", TestContext.Current.CancellationToken);
        Assert.Equal(["A=1", "B=x=y"], made["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().Select(variable => $"{variable!["name"]}={variable["value"]}"));

        Assert.Contains("id=\"field-replicas-error\"", await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, path + "/scale", ("replicas", "101")), StringComparison.Ordinal);
        Assert.Equal(path, await ed.DoneAsync(path + "/scale", ("replicas", "3")));
        Assert.Equal(3, (int)(await world.ShowAsync(ns, "app"))["replicas"]!);
        Assert.StartsWith("<dialog", (await ed.PageAsync(path + "/restart", asFragment: true)).TrimStart(), StringComparison.Ordinal);
        Assert.Equal(path, await ed.DoneAsync(path + "/restart"));
        Assert.Contains("id=\"field-confirm-error\"", await ed.RefusedAsync(HttpStatusCode.UnprocessableEntity, path + "/delete", ("confirm", "ap")), StringComparison.Ordinal);
        Assert.Equal($"/deployments/kube/{ns}", await ed.DoneAsync(path + "/delete", ("confirm", "app")));
        Assert.Equal(HttpStatusCode.NotFound, await ed.StatusAsync(path));
    }

    [Fact]
    public async Task Before_a_tag_is_deleted_it_is_told_what_runs_with_it()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "app");
        await world.RunAsync(ns, Assert.Single(await world.PodsAsync(ns, "app", 1)));
        var query = $"?image={Uri.EscapeDataString(world.Image[..world.Image.LastIndexOf(':')])}&reference=";
        var impact = $"/api/v1/registries/vault/artifacts/impact{query}";
        await Eventually.TrueAsync(
            async () => (await world.Host.Admin.GetOkAsync(impact + "v1"))["workloads"]!.AsArray().Any(one => one!["namespace"]!.GetValue<string>() == ns), "the pod is seen", TestContext.Current.CancellationToken);
        var told = await world.Host.Admin.GetOkAsync(impact + "v1");
        Assert.Contains("blue", told["workspaces"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.Empty((await world.Host.Admin.GetOkAsync(impact + "v2"))["workloads"]!.AsArray());

        // Pinned to the digest, and v1 is its only tag: with the tag it may go.
        var image = world.Image[..world.Image.LastIndexOf(':')];
        var digest = (await world.Host.Admin.GetOkAsync($"/api/v1/namespaces/kube/{ns}/tags?image={Uri.EscapeDataString(image)}&q=v1"))["items"]![0]!["digest"]!.GetValue<string>();
        await world.DeployAsync(ns, "pinned", $"{image}@{digest}");
        await world.RunAsync(ns, Assert.Single(await world.PodsAsync(ns, "pinned", 1)));
        foreach (var reference in new[] { "v1", Uri.EscapeDataString(digest) })
        {
            await Eventually.TrueAsync(
                async () => (await world.Host.Admin.GetOkAsync(impact + reference))["workloads"]!.AsArray().Count(one => one!["namespace"]!.GetValue<string>() == ns) == 2,
                $"{reference} is used by both", TestContext.Current.CancellationToken);
        }

        told = await world.Host.Admin.GetOkAsync(impact + "v1");
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Contains($"kube/{ns}", await admin.PageAsync($"/registries/vault/images/delete{query}v1"), StringComparison.Ordinal);
        var path = $"/api/v1/registries/vault/artifacts{query}v1";
        Assert.Equal("impact-not-acknowledged", (await world.Host.Admin.SendAsync(HttpMethod.Delete, path)).Body!["code"]!.GetValue<string>());
        Assert.Equal("capability-missing", (await world.Host.Admin.SendAsync(HttpMethod.Delete, $"{path}&acknowledge={told["acknowledgement"]}")).Body!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_viewer_looks_and_is_offered_nothing()
    {
        var ns = await world.NamespaceAsync();
        await world.DeployAsync(ns, "app");
        (await world.Host.UserAsync("vera", "blue")).Dispose();
        using var vera = await Person.SignInAsync(world.Host, "vera");

        Assert.Contains($"/deployments/kube/{ns}/app", await vera.PageAsync($"/deployments/kube/{ns}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Change image", await vera.PageAsync($"/deployments/kube/{ns}/app"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await vera.StatusAsync($"/deployments/kube/{ns}/app/image"));
        await vera.RefusedAsync(HttpStatusCode.Forbidden, $"/deployments/kube/{ns}/app/image", ("image", world.Image));
        Assert.DoesNotContain("/-/new?image", await vera.PageAsync($"/images/kube/{ns}/tags?image={Uri.EscapeDataString($"{world.Host.GatewayHost}/vault/team-a/app")}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await vera.StatusAsync($"/deployments/kube/{ns}/-/new"));
        await vera.RefusedAsync(HttpStatusCode.Forbidden, $"/deployments/kube/{ns}/-/new", ("image", world.Image), ("name", "hers"));
    }

    [Theory]
    [InlineData("registry.test/team-a/My_App:v1", "my-app")]
    [InlineData("registry.test:5000/app@sha256:0123", "app")]
    public async Task Form_Image_SuggestsAName(string image, string name)
    {
        using var ed = await Person.AdminAsync(world.Host);
        Assert.Contains($"value=\"{name}\"", await ed.PageAsync($"/deployments/kube/any/-/new?image={Uri.EscapeDataString(image)}"), StringComparison.Ordinal);
    }
}
