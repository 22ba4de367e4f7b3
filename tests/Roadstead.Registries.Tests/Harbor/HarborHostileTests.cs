using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Answers that no Harbor should give: too much, too little, something else, or somebody else's.</summary>
public sealed class HarborHostileTests
{
    private const string Projects = "GET /api/v2.0/projects";
    private const string Robots = "GET /api/v2.0/robots";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<List<RemoteSpace>> SpacesAsync(IRegistryDriver driver)
    {
        var all = new List<RemoteSpace>();
        await foreach (var space in driver.ListSpacesAsync(Cancelled))
        {
            all.Add(space);
        }

        return all;
    }

    private static async Task<RegistryException> FailsAsync(IRegistryDriver driver) => await Assert.ThrowsAsync<RegistryException>(() => SpacesAsync(driver));

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", 200, RegistryErrorCode.InvalidAnswer)]
    [InlineData("{\"projects\":[]}", 200, RegistryErrorCode.InvalidAnswer)]
    [InlineData("[{\"project_id\":1,\"name\":", 200, RegistryErrorCode.InvalidAnswer)]
    [InlineData("[{\"project_id\":{},\"name\":\"a\"}]", 200, RegistryErrorCode.InvalidAnswer)]
    [InlineData("<html>404 page not found</html>", 404, RegistryErrorCode.InvalidAnswer)]
    [InlineData("<html>502 Bad Gateway</html>", 502, RegistryErrorCode.ServerError)]
    [InlineData("", 503, RegistryErrorCode.ServerError)]
    [InlineData("", 418, RegistryErrorCode.InvalidAnswer)]
    public async Task ListSpacesAsync_NoAnswerOfHarbors_IsAnErrorOfItsKind(string body, int status, RegistryErrorCode code)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Projects, body, status);
        await using var driver = harbor.Driver();

        Assert.Equal(code, (await FailsAsync(driver)).Code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[null]")]
    public async Task ListSpacesAsync_NothingInAnyForm_IsEmpty(string body)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Projects, body);
        await using var driver = harbor.Driver();

        Assert.Empty(await SpacesAsync(driver));
    }

    [Fact]
    public async Task ListSpacesAsync_BreaksOff_IsALostConnection()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.On(Projects, async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync("[{"u8.ToArray());
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var driver = harbor.Driver();

        var error = await FailsAsync(driver);

        Assert.Equal((RegistryErrorCode.Unreachable, SignalReason.ConnectionLost), (error.Code, error.Reason));
    }

    [Fact]
    public async Task ListSpacesAsync_EndlessBody_IsCutOff()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.On(Projects, async context =>
        {
            var block = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        await using var driver = Some.Harbor(harbor.Endpoint(), new DistributionOptions { MaxPageBytes = 1024 * 1024 });

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await FailsAsync(driver)).Code);
    }

    [Fact]
    public async Task ListSpacesAsync_EndlessList_IsCutOff()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        var id = 0;
        harbor.On(Projects, context =>
        {
            context.Response.Headers["X-Total-Count"] = "1000000";
            return ScriptedHarbor.WriteAsync(context, $$"""[{"project_id":{{Interlocked.Increment(ref id)}},"name":"p"}]""", 200);
        });
        await using var driver = Some.Harbor(harbor.Endpoint(), new DistributionOptions { MaxPages = 10 });

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await FailsAsync(driver)).Code);
        Assert.Equal(10, id);
    }

    [Fact]
    public async Task ListSpacesAsync_AskedToWait_SaysForHowLong()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.On(Projects, context =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ScriptedHarbor.WriteAsync(context, """{"errors":[{"code":"TOO_MANY_REQUEST","message":""}]}""", 429);
        });
        await using var driver = harbor.Driver();

        var error = await FailsAsync(driver);

        Assert.Equal((RegistryErrorCode.Throttled, TimeSpan.FromSeconds(7), true), (error.Code, error.RetryAfter, error.IsTransient));
    }

    [Fact]
    public async Task ListSpacesAsync_LedElsewhere_SendsNoLoginThere()
    {
        await using var elsewhere = await HttpServer.StartAsync(context => context.Response.WriteAsync("[]"));
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.On(Projects, context =>
        {
            context.Response.Redirect(elsewhere.UrlByName + "api");
            return Task.CompletedTask;
        });
        await using var driver = harbor.Driver();

        var error = await FailsAsync(driver);

        Assert.Equal((RegistryErrorCode.InvalidAnswer, SignalReason.RedirectRefused), (error.Code, error.Reason));
        Assert.DoesNotContain(elsewhere.Requests, request => request.Authorization is not null);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task CreateSpaceAsync_Redirected_IsSentOnce(int status)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.On("POST /api/v2.0/projects", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/api/v2.0/projects";
            return Task.CompletedTask;
        });
        await using var driver = harbor.Driver();

        var error = await Assert.ThrowsAsync<RegistryException>(() => driver.As<ISpaceAdministration>()!.CreateSpaceAsync("made", isPublic: false, null, Cancelled));

        Assert.Equal(SignalReason.RedirectRefused, error.Reason);
        Assert.Single(harbor.Targets, target => target.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateSpaceAsync_FailsAtHarbor_IsSentOnce()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("POST /api/v2.0/projects", "", 502);
        await using var driver = harbor.Driver();

        Assert.Equal(RegistryErrorCode.ServerError, (await Assert.ThrowsAsync<RegistryException>(() => driver.As<ISpaceAdministration>()!.CreateSpaceAsync("made", isPublic: false, null, Cancelled))).Code);
        Assert.Single(harbor.Targets, target => target.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeleteSpaceAsync_PageOfAProxy_IsNotTakenForGone()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("DELETE /api/v2.0/projects/team-a", "<html>404</html>", 404);
        await using var driver = harbor.Driver();

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => driver.As<ISpaceAdministration>()!.DeleteSpaceAsync("team-a", Cancelled))).Code);
    }

    [Fact]
    public async Task ListSpacesAsync_SomeGoMeanwhile_MissesNone()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        var projects = Enumerable.Range(1, 250).Select(id => ScriptedHarbor.Project(id, $"p{id:000}")).ToList();
        var lists = 0;
        harbor.List(Projects, () =>
        {
            // Five of the first page go after it was read: those of the second that move up into it would be missed.
            if (Interlocked.Increment(ref lists) == 2)
            {
                projects.RemoveRange(0, 5);
            }

            return projects;
        });
        await using var driver = harbor.Driver();

        var names = (await SpacesAsync(driver)).Select(space => space.Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Superset(Enumerable.Range(6, 245).Select(id => $"p{id:000}").ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public async Task ListSpacesAsync_SeveralPages_AreCountedHere()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.List(Projects, () => [.. Enumerable.Range(1, 201).Select(id => ScriptedHarbor.Project(id, $"p{id}"))]);
        await using var driver = harbor.Driver();

        Assert.Equal(201, (await SpacesAsync(driver)).Count);
        Assert.Equal(3, harbor.Targets.Count(target => target.StartsWith(Projects + "?", StringComparison.Ordinal)));
        Assert.DoesNotContain(harbor.Targets, target => target.Contains("nowhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryCall_OddNames_AreWrittenAsHarborReadsThem()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Robots, "[]");
        await using var driver = harbor.Driver();

        await driver.ListTagsAsync(RepositoryName.Parse("12345/team/web.x_y"), Cancelled);
        await driver.As<ISpaceAdministration>()!.FindSpaceAsync("12345", Cancelled);
        await foreach (var account in driver.As<IPullAccounts>()!.ListAccountsAsync("alpha+x", Cancelled))
        {
            Assert.Fail(account.Name);
        }

        Assert.Contains(harbor.Targets, target => target.StartsWith("GET /api/v2.0/projects/12345/repositories/team%252Fweb.x_y/artifacts?", StringComparison.Ordinal));
        Assert.Contains(harbor.Targets, target => target.Contains("&q=tags%3D%2A&", StringComparison.Ordinal));
        Assert.Contains(harbor.Targets, target => target == "GET /api/v2.0/projects/12345");
        Assert.Contains(harbor.Targets, target => target.StartsWith(Robots + "?q=name%3D~alpha%252Bx&", StringComparison.Ordinal));
        Assert.All(harbor.Server.Requests.Where(request => request.Path.StartsWith("/api/v2.0/projects/", StringComparison.Ordinal)), request => Assert.Equal("true", request.Headers["X-Is-Resource-Name"]));
    }

    [Fact]
    public async Task ListSpacesAsync_OddValues_AreReadAsWhatTheyMean()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json(Projects, """
            [{"project_id":1,"name":"cache","registry_id":3,"metadata":{"public":"maybe"},"creation_time":"0001-01-01T00:00:00.000Z"},
             {"project_id":2,"name":"plain","registry_id":null,"metadata":null,"repo_count":"7","unknown":{"x":[1]}}]
            """);
        harbor.Json("GET /api/v2.0/quotas", """[{"id":9,"ref":{"id":2,"name":"plain"},"hard":{"storage":-1},"used":{"storage":12}},{"id":10,"ref":null}]""");
        await using var driver = harbor.Driver();

        var spaces = await SpacesAsync(driver);

        Assert.Equal(new RemoteSpace("cache", false) { Id = "1", Repositories = 0, IsProxyCache = true }, spaces[0]);
        Assert.Equal(new RemoteSpace("plain", false) { Id = "2", Repositories = 7, UsedBytes = 12 }, spaces[1]);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("A")]
    [InlineData("")]
    public async Task FindSpaceAsync_NoNameOfAProject_IsNotAskedFor(string name)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = harbor.Driver();
        var spaces = driver.As<ISpaceAdministration>()!;

        Assert.Null(await spaces.FindSpaceAsync(name, Cancelled));
        await spaces.DeleteSpaceAsync(name, Cancelled);
        Assert.Equal(RegistryErrorCode.NotFound, (await Assert.ThrowsAsync<RegistryException>(() => spaces.SetVisibilityAsync(name, true, Cancelled))).Code);
        Assert.DoesNotContain(harbor.Targets, target => target.Contains("/projects", StringComparison.Ordinal));
    }
}
