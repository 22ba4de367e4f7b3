using System.Text.Json;
using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>axe-core on the page that is open.</summary>
internal static class Accessibility
{
    private const string Run =
        """
        async only => (await axe.run(document, { resultTypes: ['violations'], ...only && { runOnly: { type: 'tag', values: only } } })).violations
          .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' | ' + n.failureSummary.split('\n').slice(1, 2).join('').trim()).join('; ')}`)
        """;

    // What a page says and how much room that takes; its elements, their order and their colours are the same in each language.
    private static readonly string[] OfALanguage = ["cat.language", "cat.name-role-value", "cat.text-alternatives", "cat.forms", "cat.sensory-and-visual-cues"];

    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Assets", "axe-core", "axe.min.js")));

    /// <summary>What is not as it should be by any rule, one line a rule.</summary>
    public static Task<IReadOnlyList<string>> FaultsAsync(IPage page) => FaultsAsync(page, null);

    /// <summary>The same by the rules that another language can break alone.</summary>
    public static Task<IReadOnlyList<string>> FaultsOfLanguageAsync(IPage page) => FaultsAsync(page, OfALanguage);

    private static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string[]? only)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await LoadAsync(page);
        return (await page.EvaluateAsync<JsonElement>(Run, only)).EnumerateArray().Select(fault => fault.GetString()!).ToList();
    }

    // By the debugger's channel, as the page's own policy lets no strange script in. As a script and not as the argument of one: so Chromium compiles it once for all pages.
    private static async Task LoadAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Runtime.evaluate", new Dictionary<string, object> { ["expression"] = Source.Value });
        await session.DetachAsync();
    }
}
