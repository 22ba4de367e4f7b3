using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>Somebody with a browser without scripts, signed in at the whole server: keeps cookies, follows no redirect by itself, sends forms with the token of a page.</summary>
internal sealed partial class Person : IDisposable
{
    private readonly HttpClient client;

    private Person(RoadsteadHost host)
    {
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = host.Url };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <summary>Signs in with the password that <see cref="RoadsteadHost.UserAsync"/> gives.</summary>
    internal static Task<Person> SignInAsync(RoadsteadHost host, string user) => SignInAsync(host, user, $"password of {user}");

    internal static Task<Person> AdminAsync(RoadsteadHost host) => SignInAsync(host, "admin", RoadsteadHost.AdminPassword);

    internal Task<HttpResponseMessage> GetAsync(string path, bool asFragment = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (asFragment)
        {
            request.Headers.Add("HX-Request", "true");
            request.Headers.Add("HX-Request-Type", "partial");
        }

        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A page that must come; spaces are folded, so that text can be looked for as it is read.</summary>
    internal async Task<string> PageAsync(string path, bool asFragment = false)
    {
        using var answer = await GetAsync(path, asFragment);
        var text = await TextAsync(answer);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    internal async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Sends a form; the status and the page that came.</summary>
    internal async Task<(HttpStatusCode Status, string Page, string? Location)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await PageAsync("/my/workspaces")).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(path, form, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await TextAsync(answer), answer.Headers.Location?.ToString());
    }

    /// <summary>Sends a form that must be accepted; the path that it leads to.</summary>
    internal async Task<string> DoneAsync(string path, params (string Name, string Value)[] fields)
    {
        var (status, page, location) = await PostAsync(path, fields);
        Assert.True(status == HttpStatusCode.SeeOther, $"{path}: {(int)status} {page}");
        return location!;
    }

    /// <summary>Sends a form that must come back with this status; the page.</summary>
    internal async Task<string> RefusedAsync(HttpStatusCode expected, string path, params (string Name, string Value)[] fields)
    {
        var (status, page, _) = await PostAsync(path, fields);
        Assert.True(status == expected, $"{path}: {(int)status} {page}");
        return page;
    }

    public void Dispose() => client.Dispose();

    private static async Task<Person> SignInAsync(RoadsteadHost host, string user, string password)
    {
        var person = new Person(host);
        using var page = await person.GetAsync("/sign-in");
        var token = Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("user", user), KeyValuePair.Create("password", password), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await person.client.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return person;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(Space().Replace(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), " "));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
