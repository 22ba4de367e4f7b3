using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>Workspaces of a space, and many spaces at once, in dialogs that stay up to date.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class SpaceDialogTests(ConsoleWorld world)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ticks_stay_through_a_search_what_they_change_is_told_and_the_list_behind_follows()
    {
        await SpaceAsync("dialog-a");
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync("/spaces?registry=images&q=dialog-a");
        var row = admin.Page.Locator("#spaces tbody tr");
        await admin.FollowAsync("Bind dialog-a to workspaces");
        var dialog = admin.Page.GetByRole(AriaRole.Dialog);
        await SearchAsync(dialog, "ship", "shipping");
        await dialog.GetByRole(AriaRole.Checkbox).CheckAsync();
        await admin.SeeAsync("To be bound: 1");
        await SearchAsync(dialog, "paym", "payments");
        await dialog.GetByRole(AriaRole.Checkbox).PressAsync("Space");
        await admin.SeeAsync("To be bound: 2");

        // Saved: the state of each in the dialog, and the row behind it once that is closed, without another load.
        await admin.PressAsync("Save");
        await admin.SeeAsync("The workspaces of dialog-a are saved.");
        await Assertions.Expect(dialog.Locator(".binding-line")).ToHaveCountAsync(2);
        await Assertions.Expect(dialog.Locator(".tally-count")).ToContainTextAsync(["Ready 2"]);
        await admin.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(row).ToContainTextAsync("shipping");

        // The row leads to the states, they to the choice; a tick that goes is told before anything is saved.
        await row.Locator(".bound-badges").ClickAsync();
        await dialog.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Change", Exact = true }).ClickAsync();
        await SearchAsync(dialog, "ship", "shipping");
        await dialog.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await admin.SeeAsync("These lose the space: shipping");
        await admin.PressAsync("Unbind and save");
        await admin.SeeAsync("The workspaces of dialog-a are saved.");
        await dialog.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Close", Exact = true }).ClickAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("shipping");
        Assert.Empty(admin.Complaints);
    }

    [Fact]
    public async Task Many_chosen_rows_are_bound_to_one_workspace_by_the_keyboard()
    {
        await SpaceAsync("many-a");
        await SpaceAsync("many-b");
        await using var admin = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await admin.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await admin.OpenAsync("/spaces?registry=images&q=many-");
        var bind = admin.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bind to a workspace" });
        await Assertions.Expect(bind).ToBeHiddenAsync();
        await admin.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Choose all spaces of this page" }).PressAsync("Space");
        await Assertions.Expect(admin.Page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Choose many-b" })).ToBeCheckedAsync();
        await bind.PressAsync("Enter");
        await admin.SeeAsync("Bind 2 spaces to a workspace");
        await admin.Page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Payments" }).PressAsync("Space");
        await admin.SeeAsync("To be bound: 2");
        await admin.PressAsync("Bind");
        await admin.SeeAsync("2 spaces are bound to payments.");
        await admin.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(admin.Page.Locator("#spaces tbody tr", new PageLocatorOptions { HasText = "payments" })).ToHaveCountAsync(2);
        Assert.Empty(admin.Complaints);
    }

    private async Task SpaceAsync(string name) => await world.Server.Admin.PostAsync("/api/v1/registries/images/spaces", new { name, visibility = "private" }, Token);

    private static async Task SearchAsync(ILocator dialog, string text, string found)
    {
        await dialog.GetByRole(AriaRole.Searchbox).FillAsync(text);
        await Assertions.Expect(dialog.Locator(".option")).ToHaveCountAsync(1);
        await Assertions.Expect(dialog.Locator(".option")).ToContainTextAsync(found);
    }
}
