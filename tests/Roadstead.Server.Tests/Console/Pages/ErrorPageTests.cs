using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>No error without what to do and a trace id, whether a page is asked for or a part of one.</summary>
public sealed partial class ErrorPageTests(SharedRoadsteadHost server) : IClassFixture<SharedRoadsteadHost>
{
    [Theory]
    [InlineData("GET", "/nowhere", 404, "Check the address.")]
    [InlineData("GET", "/registries/none", 404, "")]
    [InlineData("GET", "/spaces/00000000-0000-0000-0000-000000000000/workspaces", 404, "")]
    [InlineData("DELETE", "/users", 405, "Begin on the page that led here.")]
    [InlineData("GET", "/users?limit=many", 400, "Go back and try again")]
    [InlineData("POST", "/users/-/new", 400, "Reload the page that this came from")]
    public async Task Refused_AsPageAndAsNotice_SaysWhatToDoWithTheTraceId(string method, string path, int status, string remedy)
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        foreach (var fragment in new[] { false, true })
        {
            using var answer = await admin.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), fragment);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
            Assert.Contains(remedy, text, StringComparison.Ordinal);
            Assert.Matches(TraceId(), text);
            Assert.DoesNotContain("OpenAPI", text, StringComparison.Ordinal);
            Assert.Equal(fragment, text.Contains("data-notice=\"error\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Forbidden_ForAMember_LeadsBackToTheirOwnPages()
    {
        (await server.Host.UserAsync("lost")).Dispose();
        using var lost = await Visitor.SignedInAsync(server.Host, "lost");
        var page = await lost.ReadAsync("/audit", HttpStatusCode.Forbidden);
        Assert.Contains("for the role that it needs", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/my/workspaces\"", page, StringComparison.Ordinal);
        Assert.Matches(TraceId(), page);
    }

    [Fact]
    public async Task TooLarge_SaysHowMuchAFormMayCarry()
    {
        using var admin = await Visitor.AdminAsync(server.Host);
        using var answer = await admin.PostAsync("/clusters/-/new", ("name", "large"), ("kubeconfig", new string('a', 5 * 1024 * 1024)));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("4 MiB", page, StringComparison.Ordinal);
        Assert.Matches(TraceId(), page);
    }

    [GeneratedRegex("Trace id <code translate=\"no\">[0-9a-f]{32}</code>")]
    private static partial Regex TraceId();
}
