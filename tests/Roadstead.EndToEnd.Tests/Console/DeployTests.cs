using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>A cluster, by the console: refused and edited, and a namespace of it given to a team. How an image is deployed there and watched: the walk Deploy.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class DeployTests(ConsoleWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}
