using System.Net;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Deployments;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Kubernetes;

[Collection(OneDeploymentWorld.Name)]
public sealed class ClusterPageTests(DeploymentWorld world)
{
    [Fact]
    public async Task A_cluster_shows_its_version_status_admission_and_namespaces()
    {
        var held = await world.NamespaceAsync();
        using var admin = await Person.AdminAsync(world.Host);

        var page = await admin.PageAsync("/clusters/kube?q=" + held);
        Assert.Contains("Connected", page, StringComparison.Ordinal);
        Assert.Contains("1.20", page, StringComparison.Ordinal);
        Assert.Contains(world.Cluster.Url.Authority, page, StringComparison.Ordinal);
        Assert.Contains("Admission", page, StringComparison.Ordinal);
        Assert.Contains(held, page, StringComparison.Ordinal);
        Assert.Contains("/workspaces/blue/namespaces", page, StringComparison.Ordinal);
        Assert.Contains("kube-system", await admin.PageAsync("/clusters/kube?q=kube-sys", asFragment: true), StringComparison.Ordinal);
        Assert.StartsWith("<section class=\"card\" id=\"cluster-about\"", await admin.PageAsync("/clusters/kube/status", asFragment: true), StringComparison.Ordinal);
        Assert.DoesNotContain("hx-trigger=\"every", await admin.PageAsync("/clusters/lab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_and_kubeconfig_are_changed_by_the_form_which_never_shows_a_kubeconfig()
    {
        using var admin = await Person.AdminAsync(world.Host);
        var kubeconfig = await world.Cluster.KubeconfigForRoadsteadAsync(TestContext.Current.CancellationToken);

        await admin.DoneAsync("/clusters/kube/edit", ("serverUrl", ""), ("admission", "audit"), ("unmanagedImages", "allow"), ("kubeconfig", kubeconfig));
        var cluster = await world.Host.Admin.GetOkAsync("/api/v1/clusters/kube");
        Assert.Equal("audit", cluster["admission"]!.GetValue<string>());
        var form = await admin.PageAsync("/clusters/kube/edit");
        Assert.Contains("value=\"audit\" checked", form, StringComparison.Ordinal);
        Assert.DoesNotContain("certificate-authority-data", form, StringComparison.Ordinal);
        await admin.DoneAsync("/clusters/kube/edit", ("serverUrl", ""), ("admission", "off"), ("unmanagedImages", "allow"), ("kubeconfig", ""));
        Assert.Equal("off", (await world.Host.Admin.GetOkAsync("/api/v1/clusters/kube"))["admission"]!.GetValue<string>());

        var refused = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/clusters/kube/edit", ("admission", "off"), ("kubeconfig", "secret-that-is-no-kubeconfig: ["));
        Assert.Contains("id=\"field-kubeconfig-error\"", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-that-is-no-kubeconfig", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_WithoutKubeconfig_SaysSoBesideTheField()
    {
        using var admin = await Person.AdminAsync(world.Host);
        var page = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/clusters/-/new", ("name", "next"), ("kind", "kubernetes"), ("kubeconfig", ""));
        Assert.Contains("id=\"field-kubeconfig-error\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"next\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_is_offered_the_namespaces_of_the_chosen_cluster_that_nobody_holds()
    {
        var held = await world.NamespaceAsync();
        await world.Cluster.CreateNamespaceAsync("offered-here", TestContext.Current.CancellationToken);
        using var admin = await Person.AdminAsync(world.Host);
        var options = "";
        await Roadstead.Testing.Eventually.TrueAsync(
            async () => (options = await admin.PageAsync("/workspaces/blue/namespaces/options?cluster=kube", asFragment: true)).Contains("\"offered-here\"", StringComparison.Ordinal),
            "the new namespace is offered", TestContext.Current.CancellationToken);

        Assert.DoesNotContain($"\"{held}\"", options, StringComparison.Ordinal);
        Assert.DoesNotContain("offered-here", await admin.PageAsync("/workspaces/blue/namespaces/options?cluster=lab", asFragment: true), StringComparison.Ordinal);
        Assert.Contains("value=\"offered-here\"", await admin.PageAsync("/workspaces/blue/namespaces"), StringComparison.Ordinal);
    }
}
