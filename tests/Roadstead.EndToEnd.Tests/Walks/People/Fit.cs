using System.Globalization;
using Microsoft.Playwright;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>Whether all of a page is within reach on a narrow screen.</summary>
internal static class Fit
{
    // What lies in a box that scrolls by itself, such as a long command, is in reach there.
    private const string Faults =
        """
        width => {
            const found = document.documentElement.scrollWidth > width ? [`is ${document.documentElement.scrollWidth} wide on a screen of ${width}`] : [];
            const scrolls = e => e && e !== document.body && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth || scrolls(e.parentElement));
            for (const e of document.querySelectorAll(':is(main, dialog[open]) :is(a, button, input, select, textarea, label, h1, h2, h3, p, td, dd)')) {
                const box = e.getBoundingClientRect();
                if (box.width < 2 || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || e.closest('.visually-hidden, .tip, .htmx-indicator, caption') || scrolls(e.parentElement)) continue;
                if (box.left < -1 || box.right > width + 1) found.push(`'${(e.innerText || e.name || e.tagName).trim().slice(0, 40)}' lies at ${Math.round(box.left)} to ${Math.round(box.right)}`);
            }
            return found;
        }
        """;

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, int width) => await page.EvaluateAsync<string[]>(Faults.ReplaceLineEndings("\n"), width);

    public static string Words(IReadOnlyList<string> faults) => string.Create(CultureInfo.InvariantCulture, $"{faults.Count} faults: {string.Join("; ", faults)}");
}
