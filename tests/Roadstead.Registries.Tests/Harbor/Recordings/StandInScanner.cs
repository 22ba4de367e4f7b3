using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>The small scanner of the recordings, over Harbor's scanner API: four fixed findings; none in a repository called clean, and it fails on one called fail.</summary>
internal sealed class StandInScanner(NameTable names) : IAsyncDisposable
{
    private const string Findings = """
        [{"id":"CVE-2024-0001","package":"libexample","version":"1.2.3","fix_version":"1.2.4","severity":"Critical","description":"An example finding in libexample","links":["https://vulns.example/CVE-2024-0001"],"preferred_cvss":{"score_v3":9.8,"score_v2":null,"vector_v3":"","vector_v2":""}},
        {"id":"CVE-2024-0002","package":"libexample","version":"1.2.3","fix_version":"1.2.4","severity":"High","description":"An example finding in libexample","links":["https://vulns.example/CVE-2024-0002"],"preferred_cvss":{"score_v3":7.5,"score_v2":null,"vector_v3":"","vector_v2":""}},
        {"id":"CVE-2024-0003","package":"libother","version":"0.9","fix_version":"","severity":"Medium","description":"An example finding in libother","links":["https://vulns.example/CVE-2024-0003"],"preferred_cvss":{"score_v3":5.0,"score_v2":null,"vector_v3":"","vector_v2":""}},
        {"id":"CVE-2024-0004","package":"libother","version":"0.9","fix_version":"","severity":"Low","description":"An example finding in libother","links":["https://vulns.example/CVE-2024-0004"],"preferred_cvss":{"score_v3":2.1,"score_v2":null,"vector_v3":"","vector_v2":""}}]
        """;

    private const string Metadata = """
        {"scanner":{"name":"RecScanner","vendor":"Example","version":"1.0.0"},
        "capabilities":[{"consumes_mime_types":["application/vnd.docker.distribution.manifest.v2+json","application/vnd.oci.image.manifest.v1+json"],
        "produces_mime_types":["application/vnd.security.vulnerability.report; version=1.1","application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0"]}],
        "properties":{"harbor.scanner-adapter/scanner-type":"os-package-vulnerability","harbor.scanner-adapter/vulnerability-database-updated-at":"2026-01-02T00:00:00Z"}}
        """;

    private readonly ConcurrentDictionary<string, string> scans = [];
    private HttpServer server = null!;
    private TaskCompletionSource open = Opened();

    public Uri Url => server.Url;

    public static async Task<StandInScanner> StartAsync(NameTable names)
    {
        var scanner = new StandInScanner(names);
        scanner.server = await HttpServer.StartAsync(scanner.AnswerAsync);
        return scanner;
    }

    /// <summary>From now on a request for a scan waits until <see cref="Release"/>.</summary>
    public void Hold() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => open.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Release();
        return server.DisposeAsync();
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path == "/api/v1/metadata")
        {
            await WriteAsync(context, StatusCodes.Status200OK, "application/vnd.scanner.adapter.metadata+json; version=1.0", Metadata);
        }
        else if (path == "/api/v1/scan")
        {
            using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            await open.Task.WaitAsync(context.RequestAborted);
            var id = Guid.NewGuid().ToString();
            scans[id] = request.RootElement.GetProperty("artifact").GetProperty("repository").GetString()!;
            await WriteAsync(context, StatusCodes.Status202Accepted, "application/vnd.scanner.adapter.scan.response+json; version=1.0", $$"""{"id":"{{id}}"}""");
        }
        else
        {
            var repository = scans[path.Split('/')[4]];
            var type = context.Request.Headers.Accept.ToString();
            if (repository.EndsWith("/fail", StringComparison.Ordinal))
            {
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "application/vnd.scanner.adapter.error", """{"error":{"message":"told to fail"}}""");
            }
            else
            {
                var clean = repository.EndsWith("/" + names.Rename("clean"), StringComparison.Ordinal);
                await WriteAsync(context, StatusCodes.Status200OK, type, $$"""
                    {"generated_at":"2026-01-02T03:04:05Z","scanner":{"name":"RecScanner","vendor":"Example","version":"1.0.0"},"severity":"{{(clean ? "None" : "Critical")}}","vulnerabilities":{{(clean ? "[]" : Findings)}}}
                    """);
            }
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
