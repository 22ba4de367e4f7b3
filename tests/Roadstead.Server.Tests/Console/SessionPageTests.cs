using System.Net;

namespace Roadstead.Server.Tests.Console;

public sealed class SessionPageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_leads_from_the_one_time_password_to_an_own_one_and_to_the_page_that_was_asked_for()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);

        using (var sent = await browser.GetAsync("/registries"))
            Assert.Equal("/sign-in", Assert.IsType<Uri>(sent.Headers.Location).ToString());
        Assert.Contains("First start", await browser.PageAsync("/sign-in"), StringComparison.Ordinal);

        using (var signedIn = await browser.PostAsync("/sign-in", ("user", "admin"), ("password", "one-time"), ("returnUrl", "/registries")))
            Assert.Equal("/set-up", signedIn.Headers.Location!.ToString());
        using (var elsewhere = await browser.GetAsync("/registries"))
            Assert.Equal("/set-up", elsewhere.Headers.Location!.ToString());

        using (var tooShort = await browser.PostAsync("/set-up", ("newPassword", "short"), ("repeat", "short")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooShort.StatusCode);
            Assert.Contains("12 characters or more.", await tooShort.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }

        using (var different = await browser.PostAsync("/set-up", ("newPassword", "a sentence is easy"), ("repeat", "another")))
            Assert.Contains("id=\"field-repeat-error\"", await different.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using (var chosen = await browser.PostAsync("/set-up", ("newPassword", "a sentence is easy"), ("repeat", "a sentence is easy")))
            Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);

        Assert.Contains("Your password is set.", await browser.PageAsync("/registries"), StringComparison.Ordinal);
        Assert.DoesNotContain("Your password is set.", await browser.PageAsync("/registries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysSoAndKeepsTheUserButNotThePassword()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        using var answer = await browser.PostAsync("/sign-in", ("user", "admin"), ("password", "guess-guess"));
        var page = await answer.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("User or password is wrong.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"admin\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("guess-guess", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task SignIn_ReturnUrlOfAnotherHost_LeadsToTheDashboard(string returnUrl)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        using var answer = await browser.GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/theme")]
    [InlineData("/language")]
    [InlineData("/sign-out")]
    public async Task Post_WithoutToken_IsRefused(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = host.CreateClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("user", "admin")]);
        using var answer = await client.PostAsync(path, form, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Reload the page", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Theme_Chosen_IsDrawnByTheServer()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browser(host);
        Assert.Contains("data-theme-choice=\"system\"", await browser.PageAsync("/sign-in"), StringComparison.Ordinal);
        using (var answer = await browser.PostAsync("/theme", ("theme", "dark"), ("returnUrl", "/sign-in")))
            Assert.Equal("/sign-in", answer.Headers.Location!.ToString());

        Assert.Contains("data-bs-theme=\"dark\"", await browser.PageAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_ThenAnyPage_AsksToSignIn()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await Browser.SignedInAsync(host);
        Assert.Contains("Platform admin", await browser.PageAsync("/registries"), StringComparison.Ordinal);
        using (await browser.PostAsync("/sign-out"))
        using (var answer = await browser.GetAsync("/registries"))
            Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
    }
}
