using System.Globalization;
using Microsoft.Playwright;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>From the first start to the first pull and back, by the console alone.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class FirstJobTests(ConsoleWorld world) : IAsyncLifetime
{
    private const string AdminPassword = "a sentence is easy to remember";
    private const string UpstreamPassword = "upstream login";
    private DockerRegistryProcess? registry;
    private RoadsteadProcess? server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoadsteadProcess Server => server!;

    public async ValueTask InitializeAsync()
    {
        registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "roadstead", Password = UpstreamPassword }, Token);
        using var images = registry.Images();
        await images.PushAsync("team-a/app", "1.0", null, Token);
        await images.PushAsync("team-b/app", "1.0", null, Token);

        // An empty password is none: the server makes the one-time one.
        server = RoadsteadProcess.Prepare(new RoadsteadSettings { AdminPassword = "" });
        await server.StartAgainAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        if (registry is not null) await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_platform_is_set_up_a_member_chooses_an_image_and_loses_it_again()
    {
        await using var admin = await Visit.StartAsync(world.Chromium, Server.Url);
        await SetUpAsync(admin);
        await IntegrateAsync(admin);
        await DivideAsync(admin);
        await TeamAsync(admin);
        await BindAsync(admin);

        await using var mia = await Visit.StartAsync(world.Chromium, Server.Url, ColorScheme.Dark);
        await mia.SignInAsync("mia", "password of mia");
        await ChooseAsync(mia);
        await ExplainAsync(mia, "team-a/app:1.0", "Allowed");
        await ExplainAsync(mia, "team-b/app:1.0", "Denied");

        await UnbindAsync(admin);
        await mia.OpenAsync("/images/lab/dev");
        await mia.SeeAsync("No image yet");
        await ExplainAsync(mia, "team-a/app:1.0", "Denied");
        await mia.SeeAsync("Ask a platform admin to bind the space 'team-a'");
        Assert.Empty(admin.Complaints);
        Assert.Empty(mia.Complaints);
    }

    private async Task SetUpAsync(Visit admin)
    {
        await admin.OpenAsync("/");
        await admin.SeeAsync("First start");
        var once = (await File.ReadAllTextAsync(Path.Combine(Server.DataDirectory, "initial-admin-password"), Token)).Trim();
        await admin.FillAsync("User", "admin");
        await admin.FillAsync("Password", once);
        await admin.PressAsync("Sign in");
        await admin.ArriveAsync("/set-up");
        await admin.OpenAsync("/registries");
        await admin.ArriveAsync("/set-up");

        await admin.FillAsync("One-time password", once);
        await admin.FillAsync("New password", AdminPassword);
        await admin.FillAsync("The same again", AdminPassword);
        await admin.PressAsync("Save and begin");
        await admin.SeeAsync("Your password is set.");
    }

    private async Task IntegrateAsync(Visit admin)
    {
        // A test that finds something wrong is an answer, whatever its status.
        admin.Expect(422);
        await admin.NavigateAsync("Registries");
        await admin.FollowAsync("Integrate a registry");
        await admin.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Docker Registry" }).CheckAsync(new LocatorCheckOptions { Force = true });
        await admin.FillAsync("Name", "images");
        await admin.FillAsync("User", "roadstead");

        await admin.FillAsync("Address", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        await admin.FillAsync("Password or token", UpstreamPassword);
        await ProbeAsync(admin, "Reachable", "Does not hold");
        await admin.FillAsync("Address", registry!.Url.ToString());
        await admin.FillAsync("Password or token", "wrong password");
        await ProbeAsync(admin, "Login", "Does not hold");
        await admin.FillAsync("Password or token", UpstreamPassword);
        await ProbeAsync(admin, "Login", "Holds");
        await admin.SeeAsync("Nothing was stored.");

        await admin.PressAsync("Integrate");
        await admin.ArriveAsync("/registries/images");
        await admin.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1, Name = "images" }).WaitForAsync();
    }

    // The card that says what the test found: the signal, and how it is.
    private static async Task ProbeAsync(Visit admin, string signal, string state)
    {
        await admin.PressAsync("Test connection");
        var row = admin.Page.Locator("#probe .health-row").Filter(new LocatorFilterOptions { Has = admin.Page.GetByText(signal, new PageGetByTextOptions { Exact = true }) });
        await Assertions.Expect(row.GetByRole(AriaRole.Img, new LocatorGetByRoleOptions { Name = state, Exact = true })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = Visit.PatienceMilliseconds });
    }

    private static async Task DivideAsync(Visit admin)
    {
        await admin.OpenAsync("/spaces/new?registry=images");
        await admin.FillAsync("Name", "team-a");
        await admin.PressAsync("Make the space");
        await admin.SeeAsync("team-a is made.");
    }

    private static async Task TeamAsync(Visit admin)
    {
        await admin.NavigateAsync("Clusters");
        await admin.OpenAsync("/clusters/-/new");
        await admin.FillAsync("Name", "lab");
        await admin.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Standalone" }).CheckAsync(new LocatorCheckOptions { Force = true });
        await admin.PressAsync("Add the cluster");
        await admin.ArriveAsync("/clusters");
        await admin.OpenAsync("/users/-/new");
        await admin.FillAsync("Name", "mia");
        await admin.FillAsync("Password", "password of mia");
        await admin.PressAsync("Add the user");
        await admin.ArriveAsync("/users");

        await admin.NavigateAsync("Workspaces");
        await admin.FollowAsync("Create a workspace");
        await admin.FillAsync("Name", "blue");
        await admin.FillAsync("Display name", "Team Blue");
        await admin.PressAsync("Create");
        await admin.ArriveAsync("/workspaces/blue");
        await admin.OpenAsync("/workspaces/blue/namespaces");
        await admin.FillAsync("Namespace", "dev");
        await admin.PressAsync("Add");
        await admin.SeeAsync("lab/dev is in blue now.");
        await admin.OpenAsync("/workspaces/blue/members");
        await admin.FillAsync("User", "mia");
        await admin.PressAsync("Add");
        await admin.SeeAsync("mia is a member of blue now.");
    }

    private static async Task BindAsync(Visit admin)
    {
        await admin.OpenAsync("/spaces?registry=images");
        await admin.FollowAsync("Bind team-a to workspaces");
        await admin.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Team Blue" }).CheckAsync();
        await admin.PressAsync("Save");
        await admin.SeeAsync("The workspaces of team-a are saved.");
    }

    private static async Task UnbindAsync(Visit admin)
    {
        // Asked once more, by a conflict, as a workspace loses something.
        admin.Expect(409);
        await admin.OpenAsync("/spaces?registry=images");
        await admin.FollowAsync("Bind team-a to workspaces");
        await admin.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Team Blue" }).UncheckAsync();
        await admin.PressAsync("Save");
        await admin.SeeAsync("These lose the space: blue");
        await admin.PressAsync("Unbind and save");
        await admin.SeeAsync("The workspaces of team-a are saved.");
    }

    private async Task ChooseAsync(Visit mia)
    {
        await mia.SeeAsync("Team Blue");
        await Eventually.TrueAsync(
            async () =>
            {
                await mia.NavigateAsync("Choose image"); // with one namespace, it goes there by itself
                await mia.ArriveAsync("/images/lab/dev");
                return await mia.Page.Locator("#images tbody tr").CountAsync() == 1;
            },
            "the image is listed", Token);

        // Search as one types; the address goes along.
        await mia.Page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("team-b");
        await mia.SeeAsync("Nothing found");
        await mia.ArriveAsync("q=team-b");
        await mia.Page.GetByRole(AriaRole.Searchbox).FillAsync("app");
        await mia.Page.Locator("#images tbody tr").WaitForAsync();
        await mia.FollowAsync($"{Server.GatewayHost}/images/team-a/app");
        await mia.ArriveAsync("/tags?");

        var copy = mia.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copy 1.0 by tag" });
        await mia.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await copy.ClickAsync();
        await mia.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copied" }).WaitForAsync();
        Assert.Equal($"{Server.GatewayHost}/images/team-a/app:1.0", await mia.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        await mia.FollowAsync("1.0");
        await mia.SeeAsync($"docker pull {Server.GatewayHost}/images/team-a/app:1.0");
    }

    private async Task ExplainAsync(Visit mia, string image, string verdict)
    {
        await mia.NavigateAsync("Access");
        await mia.FillAsync("Image", $"{Server.GatewayHost}/images/{image}");
        await mia.PressAsync("Explain");
        await Assertions.Expect(mia.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = verdict, Exact = true })).ToBeVisibleAsync();
    }
}
