using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>axe-core on the page that is open: all of its rules.</summary>
internal static class Accessibility
{
    // Style sheets are not copied for it: the one rule that wants them (css-orientation-lock) is an experiment, and axe runs no experiments unasked.
    private const string Run =
        """
        async () => (await axe.run(document, { resultTypes: ['violations'], preload: { assets: ['media'] } })).violations
          .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' | ' + n.failureSummary.split('\n').slice(1, 2).join('').trim()).join('; ')}`)
        """;

    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Assets", "axe-core", "axe.min.js")));

    private static readonly ConditionalWeakTable<IPage, Task> Ready = [];

    /// <summary>What is not as it should be, one line a rule.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        await Ready.GetValue(page, LoadAsync);
        return (await page.EvaluateAsync<JsonElement>(Run)).EnumerateArray().Select(fault => fault.GetString()!).ToList();
    }

    // By the debugger's channel, as the page's own policy lets no strange script in: at once, and before each page that comes. So it is sent once, and Chromium compiles it once for all pages.
    private static async Task LoadAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Page.enable");
        await session.SendAsync("Page.addScriptToEvaluateOnNewDocument", new Dictionary<string, object> { ["source"] = Source.Value, ["runImmediately"] = true });
    }
}
