using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>What holds on every page, whoever looks, in every light and at every width.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class EveryPageTests(ConsoleWorld world)
{
    private const int Phone = 360;
    private const int Desk = 1280;

    [Theory]
    [InlineData("admin", ColorScheme.Light, ColorScheme.Dark)]
    [InlineData("ed", ColorScheme.Dark, ColorScheme.Light)]
    public async Task Page_Everywhere_IsAccessibleFitsAndAsksNobodyElse(string user, ColorScheme atTheDesk, ColorScheme onThePhone)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, atTheDesk, Desk);
        await visit.SignInAsync(user, ConsoleWorld.PasswordOf(user));
        var faults = new List<string>();
        var (first, then) = ((Colours: atTheDesk, Width: Desk), (Colours: onThePhone, Width: Phone));
        foreach (var path in ConsoleMap.Of(world, user))
        {
            var status = await visit.OpenAsync(path);
            if (status != 200)
                faults.Add($"{path}: {status}");
            faults.AddRange((await FaultsAsync(visit, first.Width)).Select(fault => $"{path} at {first.Width}: {fault}"));

            // The same page at the other width, and in the other light: it follows both without being loaded again. The next page begins there.
            await visit.LookAsync(then.Colours, then.Width);
            faults.AddRange((await FaultsAsync(visit, then.Width)).Select(fault => $"{path} at {then.Width}: {fault}"));
            (first, then) = (then, first);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light, Desk)]
    [InlineData(ColorScheme.Dark, Phone)]
    public async Task SignIn_AndErrors_AreAccessibleToo(ColorScheme colours, int width)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, colours, width);
        visit.Expect(401, 404);
        await visit.OpenAsync("/sign-in");
        var faults = new List<string>(await FaultsAsync(visit, width));
        await visit.FillAsync("User", "ed");
        await visit.FillAsync("Password", "a guess that is wrong");
        await visit.PressAsync("Sign in");
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        faults.AddRange(await FaultsAsync(visit, width));

        await visit.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        Assert.Equal(404, await visit.OpenAsync("/workspaces/shipping"));
        faults.AddRange(await FaultsAsync(visit, width));
        Assert.Empty(faults);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("/spaces?registry=images", "Bind payments to workspaces")]
    [InlineData("/spaces?registry=images", "Delete payments")]
    [InlineData("/registries/images", "Unbind")]
    [InlineData("/workspaces/payments/members", "Remove ed")]
    [InlineData("/deployments/kube/console-payments/-/new", "Choose an image")]
    public async Task Dialog_OpenedByALink_IsAccessibleAndClosesByEscape(string path, string link)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, ColorScheme.Dark, Phone);
        await visit.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await visit.OpenAsync(path);
        await visit.FollowAsync(link);
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        Assert.Empty(await FaultsAsync(visit, Phone));

        await visit.Page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Theme_Chosen_HoldsOverPagesAndVisits()
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await visit.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        Assert.Equal("light", await ThemeAsync(visit));
        await visit.Page.Locator(".account > summary").ClickAsync();
        var kept = visit.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/theme", StringComparison.Ordinal));
        await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Dark" }).ClickAsync();
        await kept;
        Assert.Equal("dark", await ThemeAsync(visit));

        await visit.OpenAsync("/access");
        Assert.Equal("dark", await ThemeAsync(visit));
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(Desk)]
    [InlineData(Phone)]
    public async Task Tip_OfABadge_IsSeenWholeOnHover(int width)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, width: width);
        await visit.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        foreach (var path in new[] { "/registries/broken", "/workspaces/payments", "/images/lab/payments" })
        {
            await visit.OpenAsync(path);
            foreach (var badge in await visit.Page.Locator("main .has-tip").AllAsync())
            {
                await visit.Page.Mouse.MoveAsync(1, 1); // the tip before it may lie over this badge
                await badge.HoverAsync();
                var tip = (await badge.Locator(".tip").BoundingBoxAsync())!;
                Assert.True(tip.Width > 40 && tip.X >= 0 && tip.X + tip.Width <= width, $"{path}: the tip of '{await badge.InnerTextAsync()}' lies at {tip.X} to {tip.X + tip.Width}");
            }
        }
    }

    private static Task<string?> ThemeAsync(Visit visit) => visit.Page.Locator("html").GetAttributeAsync("data-bs-theme");

    internal static async Task<List<string>> FaultsAsync(Visit visit, int width)
    {
        var faults = new List<string>(await Accessibility.FaultsAsync(visit.Page));
        var needed = await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        if (needed > width)
            faults.Add($"is {needed} wide on a screen of {width}");
        return faults;
    }
}
