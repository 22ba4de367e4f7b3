using Microsoft.Playwright;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>The four things that are done most, by as few clicks from the sign-in as promised. Typing is none.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class ClickTests(ConsoleWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_integrates_a_registry_by_4_clicks_and_binds_a_space_of_it_by_4()
    {
        await using var registry = await DockerRegistryProcess.StartAsync(cancellationToken: Token);
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        var clicks = new Clicks();
        await clicks.OnAsync(Link(admin, "Integrate a registry"));
        await clicks.OnAsync(admin.Page.Locator(".choice", new PageLocatorOptions { HasText = "Docker Registry" }));
        await admin.FillAsync("Address", registry.Url.ToString());
        await admin.FillAsync("Name", "clicked"); // which leaves the address

        // What is found there moves the button: a press meanwhile may miss it.
        await Assertions.Expect(admin.Page.Locator("#detected strong")).ToBeVisibleAsync();
        await clicks.OnAsync(Button(admin, "Integrate"));
        await admin.ArriveAsync("/registries/clicked");
        clicks.AreAtMost(4);

        await world.Server.Admin.PostAsync("/api/v1/registries/clicked/spaces", new { name = "clicked-space", visibility = "private" }, Token);
        await admin.OpenAsync("/");
        clicks = new Clicks();
        await clicks.OnAsync(admin.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Main" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Spaces", Exact = true }));
        await clicks.OnAsync(Link(admin, "Bind clicked-space to workspaces"));
        await clicks.OnAsync(admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = "Payments" }));
        await clicks.OnAsync(Button(admin, "Save"));
        await admin.SeeAsync("The workspaces of clicked-space are saved.");
        clicks.AreAtMost(4);
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task An_editor_deploys_a_chosen_image_by_5_clicks_and_learns_why_one_cannot_be_pulled_by_3()
    {
        await using var ed = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await ed.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        var clicks = new Clicks();
        await clicks.OnAsync(Link(ed, "Choose image for kube/console-payments"));
        await clicks.OnAsync(Link(ed, world.Image));
        await clicks.OnAsync(Link(ed, "1.4"));
        await clicks.OnAsync(Link(ed, "Deploy"));
        await ed.FillAsync("Name", "clicked");
        await clicks.OnAsync(Button(ed, "Deploy"));
        await ed.SeeAsync("clicked is deployed.");
        clicks.AreAtMost(5);

        await ed.OpenAsync("/my/workspaces");
        clicks = new Clicks();
        await clicks.OnAsync(Link(ed, "Access of kube/console-payments"));
        await ed.FillAsync("Image", $"{world.Server.GatewayHost}/images/shipping/app:1");
        await clicks.OnAsync(Button(ed, "Explain"));
        await Assertions.Expect(ed.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Denied", Exact = true })).ToBeVisibleAsync();
        clicks.AreAtMost(3);
        Assert.Empty(ed.Complaints);
    }

    private static ILocator Link(Visit visit, string name) => visit.Page.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }).First;

    private static ILocator Button(Visit visit, string name) => visit.Page.Locator("main, dialog").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).Last;

    private sealed class Clicks
    {
        private int count;

        public async Task OnAsync(ILocator what)
        {
            await what.ClickAsync();
            count++;
        }

        public void AreAtMost(int promised) => Assert.InRange(count, 1, promised);
    }
}
