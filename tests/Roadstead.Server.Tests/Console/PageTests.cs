using System.Net;
using System.Text.RegularExpressions;

namespace Roadstead.Server.Tests.Console;

public sealed partial class PageTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/registries")]
    [InlineData("/registries?view=table")]
    [InlineData("/registries/-/integrate")]
    [InlineData("/registries/images")]
    [InlineData("/registries/images/unbind")]
    [InlineData("/nowhere")]
    [InlineData("/boom")]
    public async Task Page_Everywhere_HasStrictHeadersAndNothingInline(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = path == "/sign-in" ? new Browser(host) : await Browser.SignedInAsync(host);
        using var answer = await browser.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch(Inline(), page);
        Assert.DoesNotMatch(OtherHost(), page);
        Assert.Single(Heading().Matches(page));
        Assert.Contains("class=\"skip-link\" href=\"#content\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AskedByHtmx_SendsOnlyTheRows()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        var page = await browser.PageAsync("/registries?q=har");
        var rows = await browser.PageAsync("/registries?q=har", ("HX-Request", "true"), ("HX-Request-Type", "partial"));

        Assert.StartsWith("<div id=\"registries\" hx-get=\"/registries?q=har\" hx-trigger=\"every 10s\"", rows, StringComparison.Ordinal);
        Assert.Contains(rows[..300], page, StringComparison.Ordinal);
        Assert.Contains("harbor.example.com", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("artifacts.example.com", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragment_AfterTheSessionEnded_OpensTheSignInAsAPageThatLeadsBack()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        using var answer = await browser.GetAsync("/registries?q=har", ("HX-Request", "true"), ("HX-Request-Type", "partial"), ("HX-Current-URL", new Uri(host.Address, "/registries?view=table").ToString()));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fregistries%3Fview%3Dtable", answer.Headers.GetValues("HX-Redirect").Single());
    }

    [Fact]
    public async Task Unbind_AskedByHtmx_IsADialogAndWithoutItAPage()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        Assert.StartsWith("<dialog", await browser.PageAsync("/registries/images/unbind", ("HX-Request", "true"), ("HX-Request-Type", "partial")), StringComparison.Ordinal);
        Assert.Contains("Running workloads use it: 1", await browser.PageAsync("/registries/images/unbind"), StringComparison.Ordinal);

        using var done = await browser.PostAsync("/registries/images/unbind", ("confirm", "images"));
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        Assert.Contains("images is unbound.", await browser.PageAsync("/registries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Failing_SaysWhatToDoWithTheTraceIdAndNothingOfTheFault()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        using var answer = await browser.GetAsync("/boom");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("Trace id", page, StringComparison.Ordinal);
        Assert.Contains("Try again.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret detail", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragment_Failing_IsANoticeInThePage()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        using var answer = await browser.GetAsync("/boom", ("HX-Request", "true"), ("HX-Request-Type", "partial"));

        Assert.Equal("#notices", answer.Headers.GetValues("HX-Retarget").Single());
        Assert.StartsWith("<div class=\"toast", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_AskedByAProgram_IsLeftToOthers()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var answer = await client.GetAsync("/nowhere", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("<style|<script(?![^>]* src=)|\\sstyle=|\\son[a-z]+=|\\shx-on|javascript:", RegexOptions.IgnoreCase)]
    internal static partial Regex Inline();

    [GeneratedRegex("(src|action|hx-[a-z]+)=\"(https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex OtherHost();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();
}
