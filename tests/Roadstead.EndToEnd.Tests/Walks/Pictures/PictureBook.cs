using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks.Pictures;

/// <summary>Saves a picture after each step that the guide shows. Only <c>eng/guide.sh</c> asks for it; the tests take none.</summary>
internal sealed class PictureBook
{
    /// <summary>The environment variable that names the folder; without it no picture is taken.</summary>
    public const string Variable = "ROADSTEAD_GUIDE_PICTURES";

    // Room around a part, so that it does not stick to the edge.
    private const float Margin = 12;

    private readonly string folder;

    private PictureBook(string folder) => this.folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>The book that this run is to fill; null for a test.</summary>
    public static PictureBook? Wanted => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? new PictureBook(folder) : null;

    public async Task TakeAsync(Walk walk, Step step, Walker walker)
    {
        if (step.Shows is not { } part)
            return;
        var page = walker.Visit.Page;
        await using var beautification = await Beautification.OfAsync(page, walker);
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.Mouse.MoveAsync(1279, 799); // no tip, no hover
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(folder, walk.FileOf(step)),
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
            Clip = part == Step.Screen ? null : await AroundAsync(page, part),
        });
    }

    private static async Task<Clip> AroundAsync(IPage page, string part)
    {
        var locator = page.Locator(part).First;
        await locator.ScrollIntoViewIfNeededAsync();
        var box = (await locator.BoundingBoxAsync())!;
        var (left, top) = (Math.Max(0, box.X - Margin), Math.Max(0, box.Y - Margin));
        return new Clip { X = left, Y = top, Width = Math.Min(page.ViewportSize!.Width, box.X + box.Width + Margin) - left, Height = Math.Min(page.ViewportSize.Height, box.Y + box.Height + Margin) - top };
    }
}
