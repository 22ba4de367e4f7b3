using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Roadstead.EndToEnd.Tests.Console;
using Roadstead.Server.Console.Languages;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Walks.People;

/// <summary>A person at the console. What they read and name are the console's texts by their English keys, so that one walk goes through every language.</summary>
internal sealed class Walker(Visit visit, Way way, WalkWorld world) : IAsyncDisposable
{
    // A walk is long, and the machine does much else meanwhile: one slow answer is no reason to turn back.
    private const float PatienceMilliseconds = 30_000;

    private readonly IHands hands = way.ByKeyboard ? new KeyboardHands(visit.Page) : new MouseHands();

    public Visit Visit => visit;

    public WalkWorld World => world;

    public Way Way => way;

    public bool IsSignedIn { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => visit.Page;

    // Behind an open dialog nothing can be reached.
    private ILocator Content => Page.Locator("dialog[open], body:not(:has(dialog[open])) main");

    public static async Task<Walker> StartAsync(WalkWorld world, Way way)
    {
        var visit = await Visit.StartAsync(world.Chromium, world.Server.Url, width: way.Width, language: way.BrowserLanguage);
        visit.Page.SetDefaultTimeout(PatienceMilliseconds);
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        return new Walker(visit, way, world);
    }

    public async Task SignInAsync(string user)
    {
        await OpenAsync("/sign-in");
        await FillAsync("User", user);
        await FillAsync("Password", WalkWorld.PasswordOf(user));
        await PressAsync("Sign in");
        await ArriveAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        IsSignedIn = true;
    }

    /// <summary>A text of the console, as this person reads it.</summary>
    public string T(string key, params object[] arguments)
    {
        // Asked in every language: a key that is none is found by the first walk.
        Assert.True(LanguageTexts.Of(Language.Chinese).TryGetValue(key, out var chinese), $"The console has no text '{key}'.");
        return string.Format(CultureInfo.InvariantCulture, way.Language == Language.Chinese ? chinese : key, arguments);
    }

    public Task OpenAsync(string path) => visit.OpenAsync(path);

    /// <summary>Opens a page anew until it shows what was to come.</summary>
    public Task ReloadUntilAsync(string path, Func<Task<bool>> isThere, string what) => Eventually.TrueAsync(
        async () =>
        {
            await OpenAsync(path);
            return await isThere();
        },
        what,
        Token,
        TimeSpan.FromSeconds(60));

    public Task FillAsync(string label, string text) => hands.FillAsync(Field(label), text);

    /// <summary>Fills the field whose label has a name in it.</summary>
    public Task FillNamedAsync(string label, string text) => hands.FillAsync(Content.GetByLabel(label, new LocatorGetByLabelOptions { Exact = true }).Last, text);

    public Task PressAsync(string button, params object[] arguments) => hands.PressAsync(Control(AriaRole.Button, T(button, arguments)).Last);

    public async Task<bool> HasButtonAsync(string button) => await Control(AriaRole.Button, T(button)).CountAsync() > 0;

    public Task FollowAsync(string link, params object[] arguments) => FollowNamedAsync(T(link, arguments));

    /// <summary>Follows the link whose name is no text of the console.</summary>
    public Task FollowNamedAsync(string name) => hands.PressAsync(Control(AriaRole.Link, name).First);

    /// <summary>Follows a tab of the page, whatever number stands beside its name.</summary>
    public Task TabAsync(string title) => hands.PressAsync(Page.Locator("nav.tabs").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameRegex = Beginning(T(title)) }));

    public async Task NavigateAsync(string item)
    {
        var menu = Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = T("Menu"), Exact = true });
        if (await menu.IsVisibleAsync())
            await hands.PressAsync(menu);
        await hands.PressAsync(Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = T("Main"), Exact = true }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = T(item), Exact = true }));
    }

    /// <summary>Chooses the card whose title this is.</summary>
    public Task ChooseAsync(string card) => hands.ChooseAsync(Content.GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { NameRegex = Beginning(T(card)) }).Last);

    public async Task TickAsync(string name, bool on = true)
    {
        await hands.TickAsync(Content.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Name = name }).Last, on);

        // What stands around it may follow: who works on before that, works what is just being replaced.
        await Assertions.Expect(Page.Locator("dialog .htmx-request")).ToHaveCountAsync(0);
    }

    public Task SelectAsync(string label, string option) => hands.SelectAsync(Field(label), option);

    public Task PressAnyAsync(ILocator control) => hands.PressAsync(control);

    public Task SeeAsync(string text, params object[] arguments) => SeeNamedAsync(T(text, arguments));

    /// <summary>Waits until this is to be seen.</summary>
    public Task SeeNamedAsync(string text) => Assertions.Expect(Seen(text).First).ToBeVisibleAsync();

    public async Task<bool> SeesAsync(string text) => await Seen(text).CountAsync() > 0;

    public Task SeeHeadingAsync(string name) =>
        Assertions.Expect(Content.GetByRole(AriaRole.Heading, new LocatorGetByRoleOptions { Name = name, Exact = true }).Last).ToBeVisibleAsync();

    public Task ArriveAsync(string part) => visit.ArriveAsync(part);

    public Task ArriveAsync(Func<string, bool> isThere) => visit.ArriveAsync(isThere);

    public ILocator Find(string selector, string? text = null) => Page.Locator(selector, new PageLocatorOptions { HasText = text });

    public ILocator Field(string label) => Content.GetByLabel(T(label), new LocatorGetByLabelOptions { Exact = true }).Last;

    public ValueTask DisposeAsync() => visit.DisposeAsync();

    private ILocator Control(AriaRole role, string name) => Content.GetByRole(role, new LocatorGetByRoleOptions { Name = name, Exact = true });

    private ILocator Seen(string text) => Page.GetByText(text).Locator("visible=true");

    private static Regex Beginning(string text) => new("^" + Regex.Escape(text) + @"(\s|$)");
}
