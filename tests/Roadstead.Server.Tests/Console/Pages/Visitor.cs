using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>A person with a browser without scripts at the whole server: keeps cookies, follows no redirect, sends forms with the page's token.</summary>
internal sealed partial class Visitor : IDisposable
{
    private const int LargeForm = 1024 * 1024;

    private readonly HttpClient client;

    private Visitor(Uri address)
    {
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = address };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    internal static Task<Visitor> AdminAsync(RoadsteadHost host) => SignedInAsync(host, "admin", RoadsteadHost.AdminPassword);

    internal static async Task<Visitor> SignedInAsync(RoadsteadHost host, string user, string? password = null)
    {
        var visitor = new Visitor(host.Url);
        using var answer = await visitor.PostAsync("/sign-in", ("user", user), ("password", password ?? $"password of {user}"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    internal Task<HttpResponseMessage> GetAsync(string path, bool fragment = false) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), fragment);

    /// <summary>A page's text, decoded; fails unless it comes with this status.</summary>
    internal async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK, bool fragment = false)
    {
        using var answer = await GetAsync(path, fragment);
        return await ReadAsync(answer, status);
    }

    internal async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => await PostAsync(path, fragment: false, fields);

    internal async Task<HttpResponseMessage> PostAsync(string path, bool fragment, params (string Name, string Value)[] fields)
    {
        // Every page carries the token; an error page does too.
        using var page = await GetAsync("/sign-in?returnUrl=/nowhere");
        var text = page.StatusCode == HttpStatusCode.SeeOther ? await ReadAsync("/nowhere", HttpStatusCode.NotFound) : await ReadAsync(page, HttpStatusCode.OK);
        var token = Token().Match(text).Groups[1].Value;
        var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };

        // A server that refuses a large form closes the connection: who is still sending then may not read why.
        request.Headers.ExpectContinue = form.Headers.ContentLength > LargeForm;
        return await SendAsync(request, fragment);
    }

    /// <summary>Sends a form that is refused, and gives the page that comes back.</summary>
    internal async Task<string> PostRefusedAsync(string path, HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(path, fields);
        return await ReadAsync(answer, status);
    }

    /// <summary>Sends a form that is done: leads to a page, whose text this gives.</summary>
    internal async Task<string> PostDoneAsync(string path, string leadsTo, params (string Name, string Value)[] fields)
    {
        using var answer = await PostAsync(path, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{path}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        Assert.Equal(leadsTo, answer.Headers.Location!.ToString());
        return await ReadAsync(leadsTo);
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
        return text;
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool fragment)
    {
        using (request)
        {
            if (fragment)
            {
                request.Headers.Add("HX-Request", "true");
                request.Headers.Add("HX-Request-Type", "partial");
            }

            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex("name=\"antiforgery\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
