using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Walks.Flows;

/// <summary>A member pulls on their own machine, by a token of their own.</summary>
internal static class PullByHand
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Walk Walk { get; } = new("pull-by-hand", Workspaces.Member,
    [
        new("token", async person =>
        {
            await person.OpenAsync("/my/workspaces");
            await person.PressAnyAsync(person.Find(".account > summary"));
            await person.PressAnyAsync(person.Find(".account-menu").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = person.T("API tokens"), Exact = true }));
            await person.ArriveAsync("/my/tokens");
            await person.FillAsync("What for", "laptop");
            await person.FillAsync("Days until it ends", "30");
            await person.PressAsync("Make the token");
            await person.SeeAsync("Your new token. Copy it now: it is not shown again.");
        }) { Shows = Step.Screen },
        new("pulled", async person =>
        {
            var token = await person.Find("main .alert-success code").InnerTextAsync();
            var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Workspaces.Member}:{token}"));
            var config = new JsonObject { ["auths"] = new JsonObject { [person.World.Server.GatewayHost] = new JsonObject { ["auth"] = auth } } };
            using var skopeo = new SkopeoClient();
            Assert.True((await skopeo.PullAsync($"{person.World.Image}:1.5", config.ToJsonString(), Token)).IsPulled);
            Assert.False((await skopeo.PullAsync($"{person.World.Image}:1.5", null, Token)).IsPulled);
        }),
        new("commands", async person =>
        {
            await person.OpenAsync($"/workspaces/{Workspaces.Workspace}");
            await person.TabAsync("Pull commands");
            await person.OpenAsync($"/workspaces/{Workspaces.Workspace}/pull?registry={IntegrateDockerRegistry.Registry}");
            await person.SeeNamedAsync($"docker pull {person.World.Server.GatewayHost}/{IntegrateDockerRegistry.Registry}/");
        }) { Shows = Step.Screen },
        new("image", async person =>
        {
            await person.OpenAsync($"/images/{ConnectCluster.Cluster}/{WalkWorld.Namespace}");
            await person.FollowNamedAsync(person.World.Image);
            await person.ArriveAsync("/tags?");
            await CopyAsync(person);
            await person.FollowNamedAsync("1.5");
            await person.SeeNamedAsync($"docker pull {person.World.Image}:1.5");
        }) { Shows = Step.Screen },
    ]);

    private static async Task CopyAsync(Walker person)
    {
        var page = person.Visit.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await person.PressAsync("Copy {0}", person.T("{0} by tag", "1.5"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = person.T("Copied") }).WaitForAsync();
        Assert.Equal($"{person.World.Image}:1.5", await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }
}
