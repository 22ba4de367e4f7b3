using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Roadstead.Testing;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Faults;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Faults on demand, as a client meets them.</summary>
public sealed class FakeHarborFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_fault_hits_what_it_is_meant_for_as_often_as_it_says()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        using var api = new HarborApi(harbor, harbor.Admin);
        harbor.Faults.Add(HarborFault.TooManyRequests(7), "GET /projects", times: 1);
        harbor.Faults.Add(HarborFault.Status(503), request => request.Method == "POST", times: 1);

        var (status, _, answer) = await api.SendAsync("GET", "/projects");
        Assert.Equal((429, TimeSpan.FromSeconds(7)), (status, answer.Headers.RetryAfter!.Delta));
        Assert.Equal(200, await api.StatusAsync("GET", "/projects"));
        Assert.Equal(503, await api.StatusAsync("POST", "/projects"));
        Assert.Equal(422, await api.StatusAsync("POST", "/projects"));
    }

    [Fact]
    public async Task Connections_break_before_and_within_an_answer()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        using var api = new HarborApi(harbor, harbor.Admin);
        using (harbor.Faults.Add(FaultKind.Reset))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => api.StatusAsync("GET", "/projects"));
        }

        using (harbor.Faults.Add(FaultKind.Truncated))
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => api.StatusAsync("GET", "/projects"));
        }

        Assert.Equal(200, await api.StatusAsync("GET", "/projects"));
    }

    [Fact]
    public async Task Bodies_are_broken_of_another_shape_or_a_page()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        using var api = new HarborApi(harbor, harbor.Admin);
        harbor.Faults.Add(FaultKind.BrokenJson, "GET /projects", times: 1);
        await Assert.ThrowsAnyAsync<JsonException>(() => api.StatusAsync("GET", "/projects"));
        harbor.Faults.Add(FaultKind.Html, "GET /projects", times: 1);
        Assert.Equal("text/html", (await api.SendAsync("GET", "/projects")).Answer.Content.Headers.ContentType!.MediaType);
        harbor.Faults.Add(FaultKind.OtherJson, "GET /projects", times: 1);
        Assert.Equal("hello", (string)(await api.GetAsync("/projects"))["message"]!);
    }

    [Fact]
    public async Task Answers_are_late_or_never_come()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        using var api = new HarborApi(harbor, harbor.Admin);
        var released = new TaskCompletionSource();
        harbor.Faults.Add(FaultKind.Until(released.Task), "GET /projects", times: 1);
        var waiting = api.StatusAsync("GET", "/projects");
        await Eventually.TrueAsync(() => harbor.Faults.Hits == 1, "the first call waits", Cancel);
        Assert.Equal(200, await api.StatusAsync("GET", "/projects"));
        Assert.False(waiting.IsCompleted);
        released.SetResult();
        Assert.Equal(200, await waiting);

        harbor.Faults.Add(FaultKind.Silence);
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(200) };
        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetAsync(new Uri(harbor.Url, "/v2/"), Cancel));
    }

    [Fact]
    public async Task Its_certificate_may_have_ended()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue(notBefore: DateTimeOffset.UtcNow.AddDays(-9), notAfter: DateTimeOffset.UtcNow.AddDays(-2));
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Certificate = certificate, WithStorage = false });
        using var trusting = new HarborApi(harbor, harbor.Admin);
        Assert.Equal(harbor.Url.AbsoluteUri.TrimEnd('/'), (string)(await trusting.GetAsync("/systeminfo"))["external_url"]!);
        using var careful = new HttpClient();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => careful.GetAsync(new Uri(harbor.Url, "/api/v2.0/ping"), Cancel));
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Fact]
    public async Task Parts_of_it_go_down_and_come_back()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        harbor.AddRepository("alpha/app", "v1");
        using var api = new HarborApi(harbor, harbor.Admin);
        harbor.Components.TakeDown("registry");
        Assert.Equal("unhealthy", (string)(await api.GetAsync("/health"))["status"]!);
        Assert.Equal(502, await api.StatusAsync("GET", "/v2/"));
        Assert.Equal(200, await api.StatusAsync("GET", "/projects/alpha/repositories/app/artifacts"));
        harbor.Components.BringUp("registry");
        harbor.Components.TakeDown("core");
        var (status, _, answer) = await api.SendAsync("GET", "/health");
        Assert.Equal((502, "text/html"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.False(answer.Headers.Contains("X-Request-Id"));
        harbor.Components.BringUp("core");
        Assert.Equal("healthy", (string)(await api.GetAsync("/health"))["status"]!);
        Assert.Equal(HttpStatusCode.OK, (HttpStatusCode)await api.StatusAsync("GET", "/v2/"));
    }
}
