using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>One person's browser at the console. Keeps everything that a visitor should never cause: errors on the browser's console, refusals by the Content-Security-Policy, requests to other hosts.</summary>
internal sealed partial class Visit : IAsyncDisposable
{
    // The machine that runs the tests does much else; a person would wait no longer either.
    internal const float PatienceMilliseconds = 30_000;

    // Chromium says every refusal of the policy as an event of the document, also those that it prints nowhere.
    private const string WatchPolicy = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))";

    // Chromium gives up what it loads when a network interface comes or goes, as when another test starts a node.
    private const string NetworkChanged = "net::ERR_NETWORK_CHANGED";

    // It shows a page of its own instead, and loads the right one again by itself: either may get in the way of the next attempt.
    private const string AnotherNavigation = "is interrupted by another navigation to";
    private const int MaxAttempts = 5;
    private const int Height = 800;

    private readonly ConcurrentQueue<string> complaints = new();
    private readonly HashSet<int> expected = [];
    private readonly IBrowserContext context;
    private readonly Uri server;
    private volatile bool interrupted;

    private Visit(IBrowserContext context, IPage page, Uri server) => (this.context, Page, this.server) = (context, page, server);

    public IPage Page { get; }

    /// <summary>Errors and foreign requests so far.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<Visit> StartAsync(Chromium chromium, Uri server, ColorScheme colours = ColorScheme.Light, int width = 1280, bool scripts = true, string language = "en-US")
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ColorScheme = colours,
            Locale = language,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = Height },
        });
        context.SetDefaultTimeout(PatienceMilliseconds);
        var visit = new Visit(context, await context.NewPageAsync(), server);
        if (scripts)
            await context.AddInitScriptAsync(WatchPolicy);
        visit.Page.Console += visit.Heard;
        visit.Page.PageError += (_, error) => visit.complaints.Enqueue(error);
        context.Request += visit.Asked;
        context.RequestFailed += visit.Failed;
        return visit;
    }

    /// <summary>Chromium prints each refused request as an error: these statuses are what the test is about.</summary>
    public void Expect(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            expected.Add(status);
    }

    /// <summary>Opens a page; its status.</summary>
    public async Task<int> OpenAsync(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            interrupted = false;
            try
            {
                var status = (await Page.GotoAsync(path))!.Status;
                if (!interrupted || attempt == MaxAttempts)
                    return status;
            }
            catch (PlaywrightException e) when (attempt < MaxAttempts && (e.Message.Contains(NetworkChanged, StringComparison.Ordinal) || (attempt > 1 && e.Message.Contains(AnotherNavigation, StringComparison.Ordinal))))
            {
                interrupted = true;
            }
        }
    }

    /// <summary>Goes on at another width and in another light, on the page that is open.</summary>
    public async Task LookAsync(ColorScheme colours, int width)
    {
        await Page.SetViewportSizeAsync(width, Height);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours });
    }

    public async Task SignInAsync(string user, string password)
    {
        await OpenAsync("/sign-in");
        await FillAsync("User", user);
        await FillAsync("Password", password);
        await PressAsync("Sign in");
        await ArriveAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    public Task FillAsync(string label, string text) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true }).FillAsync(text);

    /// <summary>Clicks the button that is called so.</summary>
    public Task PressAsync(string name) => Page.Locator("main, dialog").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).Last.ClickAsync();

    /// <summary>Clicks the link in the page that is called so.</summary>
    public Task FollowAsync(string name) => Page.Locator("main").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>Clicks a link of the navigation.</summary>
    public Task NavigateAsync(string name) => Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Main" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    /// <summary>Waits until this text is to be seen.</summary>
    public Task SeeAsync(string text) => Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = PatienceMilliseconds });

    /// <summary>Waits until the address holds this.</summary>
    public Task ArriveAsync(string part) => ArriveAsync(url => url.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until the address is such a one, and the page there is loaded.</summary>
    public Task ArriveAsync(Func<string, bool> isThere) => Eventually.TrueAsync(
        async () => isThere(Page.Url) && await IsLoadedAsync(), // Playwright's own waits for either can miss that it just was
        "the address is another, and the page there is loaded",
        TestContext.Current.CancellationToken,
        TimeSpan.FromMilliseconds(PatienceMilliseconds));

    public ValueTask DisposeAsync() => new(context.CloseAsync());

    private void Heard(object? sender, IConsoleMessage message)
    {
        if (message.Type is not ("error" or "warning"))
            return;
        if (message.Text.Contains(NetworkChanged, StringComparison.Ordinal))
            return;
        if (RefusedRequest().Match(message.Text) is { Success: true } refused && expected.Contains(int.Parse(refused.Groups[1].Value, CultureInfo.InvariantCulture)))
            return;
        complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
    }

    private async Task<bool> IsLoadedAsync()
    {
        try
        {
            return await Page.EvaluateAsync<string>("document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            return false; // it is just being replaced by the next
        }
    }

    private void Failed(object? sender, IRequest request)
    {
        if (request.Failure?.Contains(NetworkChanged, StringComparison.Ordinal) is true)
            interrupted = true;
    }

    private void Asked(object? sender, IRequest request)
    {
        if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme != "data" && url.Authority != server.Authority)
            complaints.Enqueue($"a request to another host: {request.Url}");
    }

    [GeneratedRegex("^Failed to load resource: the server responded with a status of (\\d+)")]
    private static partial Regex RefusedRequest();
}
