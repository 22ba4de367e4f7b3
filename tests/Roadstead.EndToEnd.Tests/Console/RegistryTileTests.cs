using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>The list of registries, by the keyboard alone.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed partial class RegistryTileTests(ConsoleWorld world)
{
    [Fact]
    public async Task A_tile_is_read_and_used_without_a_mouse()
    {
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync("/registries");
        var keyboard = admin.Page.Keyboard;

        // From the search through tiles and their actions, each with its name in sight while it has the focus.
        await admin.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        foreach (var (action, name) in new[] { ("Overview of images", "Overview"), ("Edit images", "Edit"), ("Check images now", "Check now"), ("images's own page, in a new tab", "Its own page"), ("Unbind images", "Unbind") })
        {
            await TabToAsync(admin, action);
            await Assertions.Expect(admin.Page.Locator(":focus .action-name")).ToHaveTextAsync(name);
            await Assertions.Expect(admin.Page.Locator(":focus .action-name")).ToBeVisibleAsync();
        }

        await keyboard.PressAsync("Enter");
        await admin.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await keyboard.PressAsync("Escape");
        await admin.Page.GetByRole(AriaRole.Dialog).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        var own = admin.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "images's own page, in a new tab" });
        Assert.Equal(("_blank", "noopener noreferrer"), (await own.GetAttributeAsync("target"), await own.GetAttributeAsync("rel")));
        await Assertions.Expect(admin.Page.Locator(".registry-tile", new PageLocatorOptions { HasText = "broken" })).ToContainTextAsync(Why());

        await admin.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        await TabToAsync(admin, "Table");
        await keyboard.PressAsync("Enter");
        await admin.ArriveAsync("view=table");
        await Assertions.Expect(admin.Page.Locator("tr", new PageLocatorOptions { HasText = "broken" })).ToContainTextAsync(Why());
        await admin.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        await TabToAsync(admin, "Overview of images");
        await keyboard.PressAsync("Enter");
        await admin.ArriveAsync("/registries/images");
        Assert.Empty(admin.Complaints);
    }

    /// <summary>Presses Tab until this has the focus.</summary>
    private static async Task TabToAsync(Visit visit, string name)
    {
        const int Enough = 60;
        for (var i = 0; i < Enough; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.EvaluateAsync<string>("() => (document.activeElement.querySelector('[aria-label]')?.getAttribute('aria-label') ?? document.activeElement.textContent).trim()") == name) return;
        }

        Assert.Fail($"'{name}' is not reached by {Enough} times Tab.");
    }

    [GeneratedRegex("Reachable since .*Nothing listens")]
    private static partial Regex Why();
}
