using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Identity;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Identity;

public sealed class SignInTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LocksTheAccountAndLooksTheSame()
    {
        await host.UserAsync("locked");

        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
            answers.Add(await TryAsync("locked", "not the password"));
        answers.Add(await TryAsync("locked", "password of locked")); // right, and too late
        answers.Add(await TryAsync("nobody-of-this-name", "not the password"));

        Assert.Single(answers.Distinct());
        Assert.True((await host.Admin.GetOkAsync("/api/v1/users/locked"))["lockedOut"]!.GetValue<bool>());
    }

    [Fact]
    public async Task SignIn_ManyWrongPasswordsAtOnce_AreCountedOneByOne()
    {
        await host.UserAsync("stormed");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryAsync("stormed", "not the password")));

        Assert.True((await host.Admin.GetOkAsync("/api/v1/users/stormed"))["lockedOut"]!.GetValue<bool>());
    }

    [Fact]
    public async Task SignIn_UnknownName_TakesAsLongAsAWrongPassword()
    {
        await host.UserAsync("timed");
        await TryAsync("timed", "warm up 1234");
        await TryAsync("nobody", "warm up 1234");

        var known = await BestOfAsync(() => TryAsync("timed", "not the password"));
        var unknown = await BestOfAsync(() => TryAsync("nobody", "not the password"));

        // Without the same work an unknown name is some twenty times faster.
        Assert.True(unknown > known / 4, $"known {known}, unknown {unknown}");
    }

    [Fact]
    public async Task Session_OfTheConsole_EndsWithTheChangeOfThePassword()
    {
        await host.UserAsync("session");
        var cookie = await SessionAsync("session", "password of session");

        var (before, me) = await host.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/me", null, ("Cookie", cookie));
        await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/users/session", new { password = "another password" });
        var (after, _) = await host.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/me", null, ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.OK, before);
        Assert.Equal("session", me!["user"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Unauthorized, after);
    }

    [Fact]
    public async Task Session_ChangingWithoutAntiforgery_IsRefused()
    {
        await host.UserAsync("forged");
        var cookie = await SessionAsync("forged", "password of forged");

        var (status, body) = await host.Anonymous.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "x" }, ("Cookie", cookie));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("antiforgery-failed", body!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Session_TheCookie_IsHttpOnlyAndSameSite()
    {
        await host.UserAsync("cookie");

        var header = await SetCookieAsync("cookie", "password of cookie");

        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", header, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> TryAsync(string user, string password)
    {
        var (status, body) = await host.Anonymous.SendAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "x" }, ("Authorization", ApiTokenTests.Basic(user, password)));
        return $"{(int)status} {body!["code"]} {body["detail"]}";
    }

    private static async Task<TimeSpan> BestOfAsync(Func<Task> action)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await action();
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return best;
    }

    private async Task<string> SessionAsync(string user, string password) => (await SetCookieAsync(user, password)).Split(';')[0];

    // The console signs in through the same service.
    private async Task<string> SetCookieAsync(string user, string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var outcome = await scope.ServiceProvider.GetRequiredService<SignInService>().SignInAsync(context, user, password, TestContext.Current.CancellationToken);
        Assert.True(outcome.IsSuccess);
        return context.Response.Headers.SetCookie.ToString();
    }
}
