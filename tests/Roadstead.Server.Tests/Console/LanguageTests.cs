using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Server.Console.Languages;

namespace Roadstead.Server.Tests.Console;

public sealed class LanguageTests
{
    private const string Chinese = "登录";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData(null, "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData(null, "zh", "zh-Hans")]
    [InlineData(null, "zh-Hant-TW", "zh-Hans")]
    [InlineData(null, "en-GB,zh-CN;q=0.9", "en")]
    [InlineData(null, "zh-CN;q=0.5,en;q=0.9", "en")]
    [InlineData(null, "fr,zh;q=0.3", "zh-Hans")]
    [InlineData(null, "zh;q=0", "en")]
    [InlineData(null, "zha,fr", "en")]
    [InlineData(null, "*", "en")]
    [InlineData(null, "not, a ;; language", "en")]
    [InlineData("zh-Hans", "en", "zh-Hans")]
    [InlineData("en", "zh-CN", "en")]
    [InlineData("tlh", "zh-CN", "zh-Hans")]
    public void Language_OfARequest_IsTheChoiceThenTheBrowsers(string? cookie, string? header, string tag)
    {
        var http = new DefaultHttpContext();
        if (header is not null)
            http.Request.Headers.AcceptLanguage = header;
        if (cookie is not null)
            http.Request.Headers.Cookie = $"{Language.Cookie}={cookie}";
        Assert.Equal(tag, Language.Of(http).Tag);
    }

    [Fact]
    public void Language_WithoutARequest_IsEnglish() => Assert.Equal(Language.English, Language.Of(null));

    [Fact]
    public async Task Page_AskedForInChinese_IsChineseAndSaysSo()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        var page = await browser.PageAsync("/sign-in", ("Accept-Language", "zh-CN,zh;q=0.9"));

        Assert.Contains("<html lang=\"zh-Hans\"", page, StringComparison.Ordinal);
        Assert.Contains(Markup.Encoded(Chinese), page, StringComparison.Ordinal);
        Assert.DoesNotContain("Sign in", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_ByForm_IsKeptOverWhatTheBrowserAsksFor()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        Assert.Contains("<html lang=\"en\"", await browser.PageAsync("/sign-in"), StringComparison.Ordinal);
        using (var answer = await browser.PostAsync("/language", ("language", "zh-Hans"), ("returnUrl", "/sign-in")))
        {
            Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
            Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) && cookie.StartsWith(Language.Cookie, StringComparison.Ordinal));
        }

        Assert.Contains("<html lang=\"zh-Hans\"", await browser.PageAsync("/sign-in", ("Accept-Language", "en")), StringComparison.Ordinal);
        using (await browser.PostAsync("/language", ("language", "en"), ("returnUrl", "/sign-in")))
            Assert.Contains("<html lang=\"en\"", await browser.PageAsync("/sign-in", ("Accept-Language", "zh-CN")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_ThatIsNone_ChangesNothingAndLeadsNowhereElse()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        using var answer = await browser.PostAsync("/language", ("language", "../x"), ("returnUrl", "https://evil.test/"));
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith(Language.Cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ErrorPageAndNotice_InChinese_AreChineseToo()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        using (await browser.PostAsync("/language", ("language", "zh-Hans"), ("returnUrl", "/")))
        using (var failed = await browser.GetAsync("/boom"))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            var page = await failed.Content.ReadAsStringAsync(Cancelled);
            Assert.Contains("<html lang=\"zh-Hans\"", page, StringComparison.Ordinal);
            Assert.Contains(Markup.Encoded("我们这边出了问题"), page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Notice_OfSetUpInChinese_SurvivesItsCookie()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        using (await browser.PostAsync("/language", ("language", "zh-Hans")))
        using (await browser.PostAsync("/sign-in", ("user", "admin"), ("password", "one-time")))
        using (await browser.PostAsync("/set-up", ("newPassword", "a sentence is easy"), ("repeat", "a sentence is easy")))
            Assert.Contains(Markup.Encoded("欢迎。您的密码已设置。"), await browser.PageAsync("/registries"), StringComparison.Ordinal);
    }
}
