using Microsoft.Playwright;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>A cluster, by the console: connected, a namespace given to a team, an image deployed there and watched.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class DeployTests(ConsoleWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_editor_deploys_and_sees_the_roll_out_without_asking_again()
    {
        await using var ed = await Visit.StartAsync(world.Chromium, world.Server.Url, width: 360);
        await ed.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        await ed.OpenAsync($"/images/kube/console-payments/artifact?image={Uri.EscapeDataString(world.Image)}&reference=1.4");
        await ed.FollowAsync("Deploy");
        await ed.ArriveAsync("/-/new");
        await ed.FillAsync("Name", "watched");
        await ed.PressAsync("Deploy");
        await ed.ArriveAsync("/deployments/kube/console-payments/watched");
        await ed.SeeAsync("watched is deployed.");

        var pod = Assert.Single(await world.Cluster.Admin.PodsAsync("console-payments", "watched", 1, Token));
        await world.Cluster.Admin.FailPullAsync("console-payments", pod, "the node cannot pull", Token);
        await StateAsync(ed, "Failing");
        await ed.SeeAsync("the node cannot pull");
        await world.Cluster.Admin.RunAsync("console-payments", pod, Token);
        await StateAsync(ed, "Available");
        Assert.Null(await ed.Page.Locator("#deployment-live").GetAttributeAsync("hx-trigger"));
        Assert.Empty(await Accessibility.FaultsAsync(ed.Page));
        Assert.Empty(ed.Complaints);
    }

    [Fact]
    public async Task An_admin_gives_a_namespace_of_the_cluster_away_from_those_that_are_free()
    {
        await world.Cluster.CreateNamespaceAsync("console-free", Token);
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync("/workspaces/shipping/namespaces");
        await admin.Page.GetByLabel("Cluster", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("lab");
        await Assertions.Expect(admin.Page.Locator("#namespace-options option[value=console-free]")).ToHaveCountAsync(0);
        await admin.Page.GetByLabel("Cluster", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("kube");
        await admin.Page.Locator("#namespace-options option[value=console-free]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

        await admin.FillAsync("Namespace", "console-free");
        await admin.PressAsync("Add");
        await admin.SeeAsync("kube/console-free is in shipping now.");
        await admin.OpenAsync("/clusters/kube?q=console-free");
        await admin.FollowAsync("shipping");
        await admin.ArriveAsync("/workspaces/shipping/namespaces");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task A_cluster_is_refused_and_then_edited_by_forms_without_a_script()
    {
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url, scripts: false);
        admin.Expect(422);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync("/clusters/-/new");
        await admin.FillAsync("Name", "another");
        await admin.FillAsync("Kubeconfig", "no: kubeconfig");
        await admin.PressAsync("Add the cluster");
        await Assertions.Expect(admin.Page.Locator("#field-kubeconfig-error")).ToBeVisibleAsync();
        Assert.Equal("", await admin.Page.GetByLabel("Kubeconfig", new PageGetByLabelOptions { Exact = true }).InputValueAsync());

        await admin.OpenAsync("/clusters/kube/edit");
        await admin.Page.GetByText("Replace the kubeconfig").ClickAsync();
        var kubeconfig = await world.Cluster.KubeconfigForRoadsteadAsync(Token);
        await admin.Page.GetByLabel("Or choose its file").SetInputFilesAsync(new FilePayload { Name = "kubeconfig.yaml", MimeType = "text/yaml", Buffer = System.Text.Encoding.UTF8.GetBytes(kubeconfig) });
        await admin.PressAsync("Save");
        await admin.SeeAsync("kube is saved.");
        await Assertions.Expect(admin.Page.Locator("h1").GetByText("Connected")).ToBeVisibleAsync();
        Assert.Empty(admin.Complaints);
    }

    private static Task StateAsync(Visit visit, string state) =>
        Assertions.Expect(visit.Page.Locator("#deployment-state")).ToContainTextAsync(state, new LocatorAssertionsToContainTextOptions { Timeout = Visit.PatienceMilliseconds });
}
