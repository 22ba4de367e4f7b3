using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Kubernetes.Objects;
using Roadstead.Testing;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests;

/// <summary>The client against servers that are no API server, or a broken one.</summary>
public sealed class HostileServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "", KubernetesErrorCode.Invalid, false)]
    [InlineData(401, "", KubernetesErrorCode.Unauthenticated, false)]
    [InlineData(403, "", KubernetesErrorCode.Forbidden, false)]
    [InlineData(404, "", KubernetesErrorCode.NotFound, false)]
    [InlineData(409, "Conflict", KubernetesErrorCode.Conflict, true)]
    [InlineData(409, "AlreadyExists", KubernetesErrorCode.AlreadyExists, false)]
    [InlineData(410, "Expired", KubernetesErrorCode.Gone, true)]
    [InlineData(413, "", KubernetesErrorCode.TooLarge, false)]
    [InlineData(422, "", KubernetesErrorCode.Invalid, false)]
    [InlineData(429, "", KubernetesErrorCode.Throttled, true)]
    [InlineData(500, "", KubernetesErrorCode.ServerError, true)]
    [InlineData(503, "", KubernetesErrorCode.ServerError, true)]
    [InlineData(302, "", KubernetesErrorCode.InvalidAnswer, false)]
    public async Task Failure_OfAStatus_HasItsCode(int status, string reason, KubernetesErrorCode code, bool isTransient)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.Headers.Location = "http://elsewhere.test/";
            return Fail(status, reason)(context);
        });
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "a" } }, Cancelled));

        Assert.Equal(code, failure.Code);
        Assert.Equal(status, failure.StatusCode);
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Throttled_WithATime_IsRepeatedAfterIt(int status)
    {
        var time = new ManualTime();
        await using var server = await StartAsync([Fail(status, "", retryAfter: "3"), Json(200, Item("a", "1"))], [Hold()]);
        using var client = Some.Client(server.Url, time: time);
        var finding = client.FindAsync<Namespace>(null, "a", Cancelled);
        await Eventually.TrueAsync(() => time.Pending is [var wait] && wait == TimeSpan.FromSeconds(3), "it waits", Cancelled);
        Assert.Single(server.Lists);

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotNull(await finding);
    }

    [Fact]
    public async Task Throttled_AgainAndAgain_IsGivenUpWithTheTime()
    {
        await using var server = await StartAsync([Fail(429, "", retryAfter: "0")], [Hold()]);
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.Equal(TimeSpan.Zero, failure.RetryAfter);
        Assert.Equal(5, server.Lists.Count);
    }

    [Fact]
    public async Task Throttled_ForLong_FailsAtOnceAndTellsTheTime()
    {
        await using var server = await StartAsync([Fail(429, "", retryAfter: "3600")], [Hold()]);
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(server.Lists);
    }

    [Fact]
    public async Task Failure_WhoseTextRepeatsTheToken_DoesNot()
    {
        await using var server = await StartAsync([Fail(403, "", $"Bearer {Some.Token}\r\nmay not" + new string('x', 5000))], [Hold()]);
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.DoesNotContain(Some.Token, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.InRange(failure.Message.Length, 100, 800);
    }

    [Fact]
    public async Task Failure_OfASecretWhoseTextRepeatsIt_DoesNot()
    {
        await using var server = await StartAsync([Fail(400, "BadRequest", "cannot read ...cGFzc3dvcmQ=...")], [Hold()]);
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.CreateAsync(Some.PullSecret("a", "b"), Cancelled));

        Assert.DoesNotContain("cGFzc3dvcmQ", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<html>Sign in</html>")]
    [InlineData("application/json", "no JSON")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "{}")]
    [InlineData("application/json", "{\"metadata\":{\"name\":7}}")]
    [InlineData("application/json", "{\"metadata\":{\"name\":\"a\"")]
    public async Task Answer_ThatIsNoObject_IsInvalid(string type, string body)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });
        using var client = Some.Client(server.Url);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.Equal(KubernetesErrorCode.InvalidAnswer, failure.Code);
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsCutOff()
    {
        await using var server = await HttpServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            var much = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 60_000) + "\",");
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(much, context.RequestAborted);
            }
        });
        using var client = Some.Client(server.Url, new KubernetesClientOptions { MaxObjectBytes = 1_000_000 });

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.True(failure.Code is KubernetesErrorCode.TooLarge or KubernetesErrorCode.InvalidAnswer, failure.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ThatDoesNotComeOrDripsIn_IsATimeout(bool begins)
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async context =>
        {
            if (begins)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"metadata\":");
                await context.Response.Body.FlushAsync();
            }

            asked.SetResult();
            await SilenceAsync(context);
        });
        using var client = Some.Client(server.Url, time: time);
        var finding = client.FindAsync<Namespace>(null, "a", Cancelled);
        await asked.Task.WaitAsync(Cancelled);

        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(KubernetesErrorCode.Timeout, (await Assert.ThrowsAsync<KubernetesException>(() => finding)).Code);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n", KubernetesErrorCode.InvalidAnswer)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"metadata\":", KubernetesErrorCode.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", KubernetesErrorCode.Unreachable)]
    public async Task Answer_ThatBreaksOffOrIsNoHttp_IsTold(string answer, KubernetesErrorCode code)
    {
        await using var server = RawServer.Start(Encoding.ASCII.GetBytes(answer));
        using var client = Some.Client(server.Url);

        Assert.Equal(code, (await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled))).Code);
    }

    [Fact]
    public async Task NobodyThere_IsTold()
    {
        using var client = Some.Client(new Uri($"http://127.0.0.1:{FreePort.Next()}"));

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetVersionAsync(Cancelled));

        Assert.Equal((KubernetesErrorCode.Unreachable, "connection-refused"), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task NameThatDoesNotResolve_IsTold()
    {
        // A question to the DNS that is lost is asked again after five seconds, which is all that a connection may take otherwise.
        var patient = new KubernetesClientOptions { ConnectTimeout = TimeSpan.FromMinutes(1), CallTimeout = TimeSpan.FromMinutes(1) };
        using var client = Some.Client(new Uri("https://there-is-none.invalid"), patient);

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetVersionAsync(Cancelled));

        Assert.Equal((KubernetesErrorCode.Unreachable, "dns-failure"), (failure.Code, failure.Reason));
    }

    [Fact]
    public async Task ConnectCallback_ThatRefuses_IsPassedOn()
    {
        var asked = new List<DnsEndPoint>();
        using var client = Some.Client(new Uri("https://169.254.169.254:6443"), new KubernetesClientOptions
        {
            ConnectCallback = (target, _) =>
            {
                asked.Add(target);
                throw new KubernetesException(KubernetesErrorCode.AddressNotAllowed, "169.254.169.254 may not be connected to.");
            },
        });

        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetVersionAsync(Cancelled));

        Assert.Equal((KubernetesErrorCode.AddressNotAllowed, "169.254.169.254 may not be connected to."), (failure.Code, failure.Message));
        Assert.Equal(("169.254.169.254", 6443), (asked[0].Host, asked[0].Port));
    }

    [Fact]
    public async Task Server_BelowAPath_IsAskedThere()
    {
        await using var server = await StartAsync([Json(200, Item("a", "1"))], [Hold()]);
        using var client = Some.Client(new Uri(server.Url, "/k8s/clusters/c-1"));

        await client.FindAsync<Namespace>(null, "a", Cancelled);

        Assert.Equal("/k8s/clusters/c-1/api/v1/namespaces/a", server.Lists[0].Path);
        Assert.Equal($"Bearer {Some.Token}", server.Lists[0].Authorization);
        Assert.False(server.Lists[0].Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task Cookies_AreNotKept()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "a=b";
            return Json(200, Item("a", "1"))(context);
        });
        using var client = Some.Client(server.Url);

        await client.FindAsync<Namespace>(null, "a", Cancelled);
        await client.FindAsync<Namespace>(null, "a", Cancelled);

        Assert.All(server.Requests, request => Assert.False(request.Headers.ContainsKey("Cookie")));
    }

    [Fact]
    public async Task TokenFile_ThatChanges_IsReadAgain()
    {
        var time = new ManualTime();
        using var directory = new TempDirectory();
        var path = directory.File("token");
        await File.WriteAllTextAsync(path, "first\n", Cancelled);
        await using var server = await StartAsync([Json(200, Item("a", "1")), Json(200, Item("a", "1")), Json(200, Item("a", "1")), Fail(401), Json(200, Item("a", "1"))], [Hold()]);
        using var client = new KubernetesClient(new KubernetesEndpoint { Server = server.Url, TokenFile = path }, new KubernetesClientOptions(), time);

        await client.FindAsync<Namespace>(null, "a", Cancelled);
        await File.WriteAllTextAsync(path, "second", Cancelled);
        await client.FindAsync<Namespace>(null, "a", Cancelled);
        time.Advance(TimeSpan.FromSeconds(10));
        await client.FindAsync<Namespace>(null, "a", Cancelled);
        await File.WriteAllTextAsync(path, "third", Cancelled);
        await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));
        await client.FindAsync<Namespace>(null, "a", Cancelled);
        File.Delete(path);
        time.Advance(TimeSpan.FromSeconds(10));
        var unreadable = await Assert.ThrowsAsync<KubernetesException>(() => client.FindAsync<Namespace>(null, "a", Cancelled));

        Assert.Equal(["Bearer first", "Bearer first", "Bearer second", "Bearer second", "Bearer third"], server.Lists.Select(list => list.Authorization));
        Assert.Equal(KubernetesErrorCode.CredentialsUnreadable, unreadable.Code);
    }

    [Fact]
    public async Task Calls_MoreThanTheBudget_WaitForTheirTurnAndLeasesDoNot()
    {
        var time = new ManualTime();
        await using var server = await StartAsync([Json(200, Item("a", "1"))], [Hold()]);
        using var client = Some.Client(server.Url, new KubernetesClientOptions { CallsPerSecond = 2, CallBurst = 1 }, time);

        await client.FindAsync<Namespace>(null, "a", Cancelled);
        var second = client.FindAsync<Namespace>(null, "a", Cancelled);
        Assert.Equal([TimeSpan.FromSeconds(0.5)], time.Pending);
        await client.FindAsync<Lease>("a", "a", Cancelled);
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.NotNull(await second);
    }

    [Fact]
    public async Task MayAsync_AnswerWithoutStatus_IsNo()
    {
        await using var server = await StartAsync([Json(201, new JsonObject { ["spec"] = new JsonObject() })], [Hold()]);
        using var client = Some.Client(server.Url);

        Assert.False(await client.MayAsync(new AccessQuestion("get", "", "pods"), Cancelled));
    }
}
