using Microsoft.Playwright;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>A Harbor, by the console: made step by step in a real cluster, watched until it is a registry, and deleted.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class ManagedHarborTests(ConsoleWorld world)
{
    private const string Namespace = "console-harbors";

    // What is to come has to be seen by the server first, and then by the page that asks it.
    private const float PatienceMilliseconds = 30_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_makes_a_Harbor_step_by_step_watches_it_become_a_registry_and_deletes_it()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.NavigateAsync("Managed Harbors");
        await admin.FollowAsync("Make a Harbor");
        await admin.SeeAsync("All is there");
        await admin.FollowAsync("Choose kube");

        await admin.PressAsync("Next");
        await SeesStepAsync(admin, "Basics"); // without a name nobody gets on
        await admin.FillAsync("Name", "walked");
        await admin.FillAsync("Namespace", Namespace);
        await admin.PressAsync("Next");
        await SeesStepAsync(admin, "Configuration");
        await Assertions.Expect(admin.Page.GetByLabel("Host of the database")).ToBeHiddenAsync();
        await admin.Page.GetByText("A PostgreSQL server that you look after").ClickAsync();
        await Assertions.Expect(admin.Page.GetByLabel("Host of the database")).ToBeVisibleAsync();
        await admin.Page.GetByText("A PostgreSQL of its own").ClickAsync();
        await admin.PressAsync("Next");
        await SeesStepAsync(admin, "Access");
        Assert.Empty(await Accessibility.FaultsAsync(admin.Page));

        await admin.Page.GoBackAsync();
        await SeesStepAsync(admin, "Configuration");
        await admin.Page.GetByLabel("Size").PressAsync("Enter");
        await SeesStepAsync(admin, "Access");
        await admin.Page.GetByText("By other means").ClickAsync();
        await admin.FillAsync("Address", harbor.Url.GetLeftPart(UriPartial.Authority));
        await admin.FillAsync("Password of admin", harbor.Admin.Password);
        await admin.PressAsync("Make the Harbor");

        await admin.ArriveAsync($"/managed-harbors/kube/{Namespace}/walked");
        await admin.SeeAsync("walked is being made.");
        await Eventually.TrueAsync(async () => await world.Cluster.Admin.FindAsync(SpokenHarborOperator.HarborPath(Namespace, "walked"), Token) is not null, "the Harbor stands in the cluster", Token);
        await StateAsync(admin, "Being made");
        await world.Cluster.Admin.SayHarborIsHealthyAsync(Namespace, "walked", Token);
        await StateAsync(admin, "Ready");
        await Assertions.Expect(admin.Page.Locator("#harbor-live").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "walked", Exact = true })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMilliseconds });
        await Assertions.Expect(admin.Page.Locator("#harbor-live[hx-trigger]")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMilliseconds });
        await admin.FollowAsync("walked");
        await admin.ArriveAsync("/registries/walked");
        await admin.SeeAsync("Managed");

        await admin.OpenAsync($"/managed-harbors/kube/{Namespace}/walked");
        await admin.FollowAsync("Delete");
        await admin.FillAsync("Type walked to confirm", "walked");
        await admin.PressAsync("Delete");
        await admin.SeeAsync("walked is being deleted.");
        await Assertions.Expect(admin.Page.Locator("#harbors").GetByText("walked")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMilliseconds });
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task A_page_that_nobody_looks_at_asks_for_nothing()
    {
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync($"/managed-harbors/kube/{Namespace}/main");
        var asked = 0;
        admin.Page.Request += (_, request) => Interlocked.Add(ref asked, request.Url.EndsWith("/main", StringComparison.Ordinal) ? 1 : 0);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) > 0, "the page asks", Token);

        // Chromium without a window shows every page: what the document says of itself is what the script goes by.
        await admin.Page.EvaluateAsync("() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true }); window.ticks = 0; document.addEventListener('htmx:config:request', () => window.ticks++); }");
        var before = Volatile.Read(ref asked);
        await admin.Page.WaitForFunctionAsync("() => window.ticks > 2");
        Assert.InRange(Volatile.Read(ref asked), before, before + 1); // one may have been on its way
        await admin.Page.EvaluateAsync("() => { delete document.hidden; }");
        before = Volatile.Read(ref asked);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) > before, "the page asks again", Token);
        Assert.Empty(admin.Complaints);
    }

    private static Task SeesStepAsync(Visit visit, string title) =>
        Assertions.Expect(visit.Page.Locator("[data-step]:visible h2")).ToHaveTextAsync(title);

    private static Task StateAsync(Visit visit, string state) =>
        Assertions.Expect(visit.Page.Locator("#harbor-state")).ToContainTextAsync(state, new LocatorAssertionsToContainTextOptions { Timeout = PatienceMilliseconds });
}
