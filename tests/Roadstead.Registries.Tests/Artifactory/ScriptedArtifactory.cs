using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>
/// An Artifactory that says what a test has it say, for what a whole one does seldom or in some versions alone. Unless told otherwise it is a 7.90 Pro whose administrator
/// signs in, without repositories. Paths are below the REST base, <c>/artifactory</c>, unless they begin with <c>//</c>: those are at the root of the host.
/// </summary>
internal sealed class ScriptedArtifactory : IAsyncDisposable
{
    public static readonly RegistryCredentials Admin = new("admin", "s3cret-of-the-admin");

    private readonly ConcurrentDictionary<string, RequestDelegate> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> targets = new();
    private HttpServer? server;

    /// <summary>The header that names the release; null leaves it out.</summary>
    public string? VersionHeader { get; set; } = "Artifactory/7.90.5 79005900";

    public HttpServer Server => server!;

    public Uri Url => new(Server.Url, "/artifactory");

    /// <summary>Method and target of each call, as they came over the wire.</summary>
    public IReadOnlyList<string> Targets => [.. targets];

    /// <summary>Calls that carried a login.</summary>
    public int LoginsSent => Server.Requests.Count(request => request.Authorization is not null || request.Headers.ContainsKey("X-JFrog-Art-Api"));

    public static async Task<ScriptedArtifactory> StartAsync(params string[] repositories)
    {
        var artifactory = new ScriptedArtifactory();
        artifactory.On("GET /api/system/ping", context => context.Response.WriteAsync("OK"));
        artifactory.Json("GET /api/system/version", """{"version":"7.90.5","revision":"79005900","addons":[],"license":"x"}""");
        artifactory.Json("GET /api/system/licenses", """{"type":"Enterprise","validThrough":"Jan 29, 2030","licensedTo":"us"}""");
        artifactory.Json("GET /api/storageinfo", """{"repositoriesSummaryList":[{"repoKey":"TOTAL","repoType":"NA","usedSpace":"0 bytes"}]}""");
        artifactory.Repositories(repositories);
        artifactory.Fails("GET //v2/", 404, "nothing here");
        artifactory.Fails("POST /api/search/aql", 403, "no searches in this test");
        artifactory.server = await HttpServer.StartAsync(artifactory.AnswerAsync);
        return artifactory;
    }

    /// <summary>What a call gets: method and path, without the query, exactly as they come over the wire.</summary>
    public void On(string call, RequestDelegate answer) => routes[call] = answer;

    public void Json(string call, string json, int status = 200) => On(call, context => WriteAsync(context, json, status));

    public void Fails(string call, int status, string message) => Json(call, JsonSerializer.Serialize(new { errors = new[] { new { status, message } } }), status);

    public void Page(string call, int status) => On(call, context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html><body>nginx</body></html>");
    });

    /// <summary>The repositories that it lists, each <c>key TYPE Package</c>; whatever the filter says, as old versions do.</summary>
    public void Repositories(params string[] rows) => Json("GET /api/repositories", JsonSerializer.Serialize(rows.Select(row => row.Split(' ')).Select(row => new
    {
        key = row[0],
        type = row.ElementAtOrDefault(1) ?? "LOCAL",
        packageType = row.ElementAtOrDefault(2) ?? "Docker",
    })));

    public void Catalog(string key, params string[] names) => Json($"GET /api/docker/{key}/v2/_catalog", JsonSerializer.Serialize(new { repositories = names }));

    public RegistryEndpoint Endpoint(RegistryCredentials? login = null) => Some.Endpoint(Url, login ?? Admin) with { NeedsAdministration = true };

    public IRegistryDriver Driver(RegistryCredentials? login = null, DistributionOptions? options = null, TimeProvider? time = null) => Some.Artifactory(Endpoint(login), options, time);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public static async Task WriteAsync(HttpContext context, string body, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;charset=ISO-8859-1";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        targets.Enqueue($"{context.Request.Method} {target}");
        if (VersionHeader is { } version)
        {
            context.Response.Headers["X-JFrog-Version"] = version;
        }

        var path = target.Split('?')[0];
        path = path.StartsWith("/artifactory/", StringComparison.Ordinal) ? path["/artifactory".Length..] : "/" + path;
        return routes.TryGetValue($"{context.Request.Method} {path}", out var answer)
            ? answer(context)
            : WriteAsync(context, """{"errors":[{"status":404,"message":"Could not find resource"}]}""", 404);
    }
}
