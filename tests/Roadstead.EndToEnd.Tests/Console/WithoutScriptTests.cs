using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>No page needs a script: neither to be read, nor to be used.</summary>
[Collection(OneBrowserAtATime.Name)]
public sealed class WithoutScriptTests(ConsoleWorld world)
{
    [Theory]
    [InlineData("admin", 1280)]
    [InlineData("ed", 360)]
    public async Task Page_WithoutScript_IsReadAndItsNavigationIsThere(string user, int width)
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, width: width, scripts: false);
        await visit.SignInAsync(user, ConsoleWorld.PasswordOf(user));
        foreach (var path in ConsoleMap.Of(world, user))
        {
            Assert.Equal(200, await visit.OpenAsync(path));

            // By elements: to ask for a role works out every name on the page, more than a hundred times here.
            await Assertions.Expect(visit.Page.Locator("h1")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("#navigation a[href='/images']")).ToBeVisibleAsync();
        }

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_member_searches_asks_and_an_admin_takes_away_without_a_script()
    {
        await using var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, scripts: false);
        await visit.SignInAsync("admin", ConsoleWorld.PasswordOf("admin"));
        await visit.OpenAsync("/images");
        await visit.Page.GetByLabel("Namespace").SelectOptionAsync("lab/payments");
        await visit.PressAsync("Show its images");
        await visit.ArriveAsync("/images/lab/payments");
        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("frontend");
        await visit.PressAsync("Search");
        await visit.ArriveAsync("q=frontend");
        Assert.Equal(1, await visit.Page.Locator("#images tbody tr").CountAsync());

        await visit.OpenAsync("/access");
        await visit.Page.GetByLabel("Namespace").SelectOptionAsync("lab/shipping");
        await visit.FillAsync("Image", world.Image + ":1.4");
        await visit.PressAsync("Explain");
        await visit.SeeAsync("Denied");

        await visit.OpenAsync("/workspaces/-/new");
        await visit.FillAsync("Name", "without-script");
        await visit.PressAsync("Create");
        await visit.ArriveAsync("/workspaces/without-script");
        await visit.OpenAsync("/workspaces/without-script/members");
        await visit.FillAsync("User", "ed");
        await visit.PressAsync("Add");
        await visit.SeeAsync("ed is a member of without-script now.");
        await visit.FollowAsync("Remove ed");
        await visit.PressAsync("Remove");
        await visit.SeeAsync("ed is no member of without-script any more.");
        await visit.FollowAsync("Delete");
        await visit.FillAsync("Type without-script to confirm", "without-script");
        await visit.PressAsync("Delete");
        await visit.SeeAsync("The workspace without-script is deleted.");
        Assert.Empty(visit.Complaints);
    }
}
