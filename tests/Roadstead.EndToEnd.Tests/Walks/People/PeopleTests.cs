using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Console;
using Xunit.Sdk;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>What watches over a walk sees what it is there for.</summary>
public sealed class PeopleTests(SharedChromium browser) : IAsyncDisposable
{
    private readonly List<IPage> pages = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var page in pages)
            await page.CloseAsync();
    }

    [Fact]
    public async Task Keyboard_WithoutARingOrByNoTab_IsNoWay()
    {
        var page = await PageAsync("<style>:focus-visible { outline: 2px solid } .bare { outline: none }</style><button>Seen</button><button class='bare'>Bare</button><button tabindex='-1'>Skipped</button>");
        var hands = new KeyboardHands(page);
        await hands.PressAsync(Button(page, "Seen"));
        await Assert.ThrowsAnyAsync<XunitException>(() => hands.PressAsync(Button(page, "Bare")));
        await Assert.ThrowsAnyAsync<XunitException>(() => hands.PressAsync(Button(page, "Skipped")));
    }

    [Fact]
    public async Task Fit_OfWhatIsCutOffOrTooWide_IsDenied()
    {
        Assert.Empty(await Fit.FaultsAsync(await PageAsync("<div style='overflow-x: auto; width: 300px'><p style='width: 900px'>scrolls by itself</p></div>"), 360));
        Assert.Single(await Fit.FaultsAsync(await PageAsync("<div style='overflow: hidden; width: 300px'><button style='margin-left: 340px; width: 90px'>Save</button></div>"), 360));
        Assert.NotEmpty(await Fit.FaultsAsync(await PageAsync("<div style='width: 900px'>wide</div>"), 360));
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    private async Task<IPage> PageAsync(string content)
    {
        var chromium = await browser.StartedAsync();
        var page = await chromium.Browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 360, Height = 640 } });
        pages.Add(page);
        await page.SetContentAsync($"<!DOCTYPE html><body style='margin: 0'><main>{content}</main>");
        return page;
    }
}
