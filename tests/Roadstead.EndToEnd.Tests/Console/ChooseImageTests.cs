using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>Choose image is one dialog for every form that asks for an image, and needs no mouse.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class ChooseImageTests(ConsoleWorld world)
{
    private const string Form = "/deployments/kube/console-payments/-/new";

    [Fact]
    public async Task An_editor_chooses_an_image_by_keyboard_alone_and_pins_it()
    {
        await using var ed = await Visit.StartAsync(world.Chromium, world.Server.Url);
        await ed.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        await ed.OpenAsync(Form);
        var (page, keys) = (ed.Page, ed.Page.Keyboard);
        var dialog = page.GetByRole(AriaRole.Dialog);
        var choose = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose an image", Exact = true });

        // Escape: nothing is chosen, and the focus is where it was.
        await choose.FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await dialog.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        await Assertions.Expect(choose).ToBeFocusedAsync();

        // Of a registry that is down the images stay, with the reason.
        await keys.PressAsync("Enter");
        await Assertions.Expect(dialog.Locator(".choice-quiet")).ToContainTextAsync("Unhealthy: Reachable");
        await keys.TypeAsync("payments/api");
        await Assertions.Expect(dialog.Locator(".pick")).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = "Public" })).ToBeCheckedAsync();
        await Assertions.Expect(dialog.Locator(".pick")).ToHaveCountAsync(0);
        await keys.PressAsync("ArrowLeft");
        await Assertions.Expect(dialog.Locator(".pick")).ToHaveCountAsync(1);
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(dialog.Locator(".pick")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");

        // The tags, newest first: pinned, the digest is chosen.
        var search = dialog.GetByRole(AriaRole.Searchbox, new LocatorGetByRoleOptions { Name = "Search tags" });
        await Assertions.Expect(search).ToBeFocusedAsync();
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await Assertions.Expect(dialog.Locator(".pick").First).ToHaveAttributeAsync("data-choose", $"{world.Image}@{world.Digest}");
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await dialog.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        var image = page.GetByLabel("Image", new PageGetByLabelOptions { Exact = true });
        await Assertions.Expect(image).ToHaveValueAsync($"{world.Image}@{world.Digest}");
        await Assertions.Expect(image).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Name", new PageGetByLabelOptions { Exact = true })).ToHaveValueAsync("api");

        // What there is to know of the image comes beside it, whether it was typed or chosen.
        var notes = page.Locator("#image-notes .image-note");
        await image.FillAsync($"{world.Server.GatewayHost}/images/nosuch/app:1");
        await keys.PressAsync("Tab");
        await Assertions.Expect(notes).ToContainTextAsync("This namespace may not pull it.");
        Assert.Empty(await Accessibility.FaultsAsync(page));
        await choose.ClickAsync();
        await dialog.Locator(".choice-quiet .pick").ClickAsync();
        await dialog.Locator(".choice-quiet .pick", new LocatorLocatorOptions { HasText = "8.9" }).ClickAsync();
        await Assertions.Expect(notes).ToContainTextAsync("broken is unhealthy");
        Assert.Empty(ed.Complaints);
    }

    [Fact]
    public async Task A_deployments_image_is_changed_by_the_same_dialog_and_without_a_script_by_its_pages()
    {
        await world.Server.Admin.PostAsync("/api/v1/namespaces/kube/console-payments/deployments", new { name = "changing", image = $"{world.Image}:1.4" }, TestContext.Current.CancellationToken);
        await using var ed = await Visit.StartAsync(world.Chromium, world.Server.Url, width: 360);
        await ed.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        await ed.OpenAsync("/deployments/kube/console-payments/changing");
        await ed.FollowAsync("Change image");
        await ed.FollowAsync("Choose an image");
        await ed.Page.Locator(".pick", new PageLocatorOptions { HasText = "library/base" }).ClickAsync();
        await ed.Page.Locator(".pick", new PageLocatorOptions { HasText = "bookworm" }).ClickAsync();
        await ed.PressAsync("Change");
        await ed.SeeAsync("changing gets its new image.");
        await ed.SeeAsync("library/base:bookworm");
        Assert.Empty(ed.Complaints);

        await using var plain = await Visit.StartAsync(world.Chromium, world.Server.Url, scripts: false);
        await plain.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        await plain.OpenAsync("/deployments/kube/console-payments/changing/image");
        await plain.FollowAsync("Choose an image");
        await plain.Page.GetByRole(AriaRole.Searchbox).FillAsync("payments/api");
        await plain.PressAsync("Search");
        await plain.Page.Locator(".pick").ClickAsync();
        await plain.Page.GetByLabel("Pin to the digest").CheckAsync();
        await plain.PressAsync("Search");
        await plain.Page.Locator(".pick").First.ClickAsync();
        await plain.ArriveAsync("/changing/image?image=");
        await plain.PressAsync("Change");
        await plain.SeeAsync($"@{world.Digest}");
        Assert.Empty(plain.Complaints);
    }
}
