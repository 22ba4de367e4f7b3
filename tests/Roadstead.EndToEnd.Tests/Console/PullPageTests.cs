using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>Pull commands change with what is chosen, and have their token made beside them.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class PullPageTests(ConsoleWorld world)
{
    private const int Phone = 360;

    [Fact]
    public async Task An_editor_chooses_a_registry_and_an_image_and_makes_a_token_beside_the_commands()
    {
        await using var ed = await Visit.StartAsync(world.Chromium, world.Server.Url, width: Phone);
        await ed.SignInAsync("ed", ConsoleWorld.PasswordOf("ed"));
        await ed.OpenAsync("/workspaces/payments/pull?registry=images&client=podman");
        var registry = ed.Page.GetByLabel("Registry", new PageGetByLabelOptions { Exact = true });
        await registry.SelectOptionAsync("w/own");
        await ed.SeeAsync("This registry is open");
        await ed.ArriveAsync("registry=w%2Fown");

        // What was typed is kept, and the client too; leaving the field is enough.
        await registry.SelectOptionAsync("images");
        await ed.SeeAsync("You sign in at Roadstead's gateway");
        await ed.FillAsync("Image", "payments/api:1.4");
        await ed.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(ed.Page.Locator(".command").Last).ToHaveTextAsync($"podman pull --tls-verify=false {world.Image}:1.4");
        await ed.ArriveAsync("image=payments%2Fapi%3A1.4");

        await ed.Page.GetByText("Make a token").First.ClickAsync();
        Assert.Empty(await EveryPageTests.FaultsAsync(ed, Phone));
        await ed.PressAsync("Make the token");
        await ed.SeeAsync("Your new token. Copy it now: it is not shown again.");
        await Assertions.Expect(ed.Page.Locator(".command").Last).ToHaveTextAsync($"podman pull --tls-verify=false {world.Image}:1.4");
        Assert.Empty(await EveryPageTests.FaultsAsync(ed, Phone));
        await ed.Page.ReloadAsync();
        await Assertions.Expect(ed.Page.GetByText("Your new token.")).ToHaveCountAsync(0);
        Assert.Empty(ed.Complaints);
    }
}
