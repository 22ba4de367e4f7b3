using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Console;
using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A member chooses an image, deploys it, watches the roll-out, and changes the image.</summary>
internal static class Deploy
{
    public const string Name = "shop";
    public const string Path = $"/deployments/{ConnectCluster.Cluster}/{WalkWorld.Namespace}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Walk Walk { get; } = new("deploy", Workspaces.Member,
    [
        new("start", async person =>
        {
            await person.NavigateAsync("My workspaces");
            await person.SeeNamedAsync(Workspaces.DisplayName);
            await person.SeeNamedAsync(WalkWorld.Namespace);
        }) { Shows = Step.Screen },
        new("images", async person =>
        {
            await person.FollowNamedAsync($"{person.T("Choose image")} {person.T("for {0}", $"{ConnectCluster.Cluster}/{WalkWorld.Namespace}")}");
            await person.ArriveAsync($"/images/{ConnectCluster.Cluster}/{WalkWorld.Namespace}");
            await person.SeeNamedAsync(person.World.Image);
            await person.Find("main input[type=search]").First.PressSequentiallyAsync("reports");
            await person.SeeAsync("Nothing found"); // as one types, and the address goes along
            await person.ArriveAsync("q=reports");
            await person.Find("main input[type=search]").First.FillAsync("");
            await person.SeeNamedAsync(person.World.Image);
        }) { Shows = Step.Screen },
        new("choose", async person =>
        {
            await person.OpenAsync($"{Path}/-/new");
            await person.FollowNamedAsync($"{person.T("Choose")} {person.T("an image")}");
            await person.Find("dialog[open]").WaitForAsync();
            await person.Visit.Page.Keyboard.TypeAsync("api");
            await Assertions.Expect(person.Find("dialog .pick")).ToHaveCountAsync(1);
        }) { Shows = Step.Screen },
        new("tag", async person =>
        {
            await person.PressAnyAsync(person.Find("dialog .pick", "payments/api"));
            await Assertions.Expect(person.Find("dialog .pick")).ToHaveCountAsync(2);
            Assert.Empty(await Accessibility.FaultsAsync(person.Visit.Page));
        }) { Shows = Step.Screen },
        new("form", async person =>
        {
            await person.PressAnyAsync(person.Find("dialog .pick", "1.4"));
            await Assertions.Expect(person.Field("Image")).ToHaveValueAsync($"{person.World.Image}:1.4");
            await Assertions.Expect(person.Field("Name")).ToHaveValueAsync("api");
            await person.FillAsync("Name", Name);
            await person.FillAsync("Port", "8080");
        }) { Shows = Step.Screen },
        new("waits", async person =>
        {
            await person.PressAsync("Deploy");
            await person.ArriveAsync($"{Path}/{Name}");
            await person.SeeAsync("{0} is deployed.", Name);
            var pod = Assert.Single(await person.World.Cluster.Admin.PodsAsync(WalkWorld.Namespace, Name, 1, Token));
            await person.World.Cluster.Admin.FailPullAsync(WalkWorld.Namespace, pod, "the node cannot pull: no space left on device", Token);
            await StateAsync(person, "Failing");
            await person.SeeNamedAsync("the node cannot pull");
        }) { Shows = Step.Screen },
        new("available", async person =>
        {
            await RunAsync(person, 1);
            await person.ReloadUntilAsync($"{Path}/{Name}", async () => await person.Find("#deployment-state", person.T("Available")).CountAsync() > 0, "the deployment is available");
            Assert.Empty(await Accessibility.FaultsAsync(person.Visit.Page));
        }) { Shows = Step.Screen },
        new("change", async person =>
        {
            await person.FollowAsync("Change image");
            await person.FollowNamedAsync($"{person.T("Choose")} {person.T("an image")}");
            await person.PressAnyAsync(person.Find("dialog .pick", "payments/api"));
            await person.PressAnyAsync(person.Find("dialog .pick", "1.5"));
            await Assertions.Expect(person.Field("Image")).ToHaveValueAsync($"{person.World.Image}:1.5");
        }) { Shows = Step.Screen },
        new("changed", async person =>
        {
            await person.PressAsync("Change");
            await person.SeeAsync("{0} gets its new image.", Name);
            await person.SeeNamedAsync($"{person.World.Image}:1.5");
            await RunAsync(person, 2); // the old one stays until the new one is ready
            await StateAsync(person, "Available"); // without asking again
            Assert.Null(await person.Find("#deployment-live").GetAttributeAsync("hx-trigger")); // and nothing more is to come
        }) { Shows = Step.Screen },
    ]);

    // Those that wait, and all of them are known before the first one runs: one that runs already may be gone as soon as a new one is ready.
    private static async Task RunAsync(Walker person, int pods)
    {
        var admin = person.World.Cluster.Admin;
        List<string> waiting = [];
        foreach (var pod in await admin.PodsAsync(WalkWorld.Namespace, Name, pods, Token))
        {
            if ((string?)(await admin.GetAsync($"/api/v1/namespaces/{WalkWorld.Namespace}/pods/{pod}", Token))["status"]!["phase"] != "Running")
                waiting.Add(pod);
        }

        foreach (var pod in waiting)
            await admin.RunAsync(WalkWorld.Namespace, pod, Token);
    }

    private static Task StateAsync(Walker person, string state) =>
        Assertions.Expect(person.Find("#deployment-state")).ToContainTextAsync(person.T(state), new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
}
