using Microsoft.Playwright;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>Debian's Chromium without its windows, driven by Playwright. Nothing is downloaded; without the package the tests fail and name it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // No user namespaces in a container, and no call to the outside of the browser's own.
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", Scripts];

    // Every page is a fresh start for its scripts: code that is worked on beside them, to be faster later, is thrown away before it pays.
    // Simple code, made at once and kept from page to page, takes a fifth less of the processor (docs/decisions/0015-tests-that-cost-less.md).
    private const string Scripts = "--js-flags=--always-sparkplug --no-flush-bytecode --no-maglev --no-opt --min-semi-space-size=64 --max-semi-space-size=64";

    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<Chromium> StartAsync()
    {
        // Five seconds by default, which a busy machine takes for a page.
        Assertions.SetDefaultExpectTimeout(Visit.PatienceMilliseconds);
        var program = InstalledProgram.Find("chromium-headless-shell", "chromium-headless-shell");
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Switches }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
