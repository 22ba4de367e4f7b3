using System.Text.RegularExpressions;

namespace Roadstead.Server.Tests.Console;

/// <summary>A person's browser without scripts: keeps cookies, sends forms with the token of the page before.</summary>
internal sealed partial class Browser(ConsoleHost host) : IDisposable
{
    private readonly HttpClient client = host.CreateClient();

    internal static async Task<Browser> SignedInAsync(ConsoleHost host)
    {
        var browser = new Browser(host);
        using (await browser.PostAsync("/sign-in", ("user", "admin"), ("password", "one-time")))
        using (await browser.PostAsync("/set-up", ("newPassword", "a sentence is easy"), ("repeat", "a sentence is easy")))
            return browser;
    }

    internal Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal async Task<string> PageAsync(string path, params (string Name, string Value)[] headers)
    {
        using var answer = await GetAsync(path, headers);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        // Any page of the same person gives the token; set-up's own while that is the only one.
        var page = await PageAsync("/sign-in");
        var token = Token().Match(page.Length > 0 ? page : await PageAsync("/set-up"));
        if (!token.Success)
            token = Token().Match(await PageAsync("/registries"));
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("__RequestVerificationToken", token.Groups[1].Value)]);
        return await client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
