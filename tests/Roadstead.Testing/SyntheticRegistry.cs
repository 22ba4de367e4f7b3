using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Roadstead.Testing;

/// <summary>
/// A registry of any size that speaks the distribution protocol and keeps nothing on disk: each repository has one image under <c>latest</c>,
/// of a layer of its own and one that all share.
/// </summary>
public sealed class SyntheticRegistry : IAsyncDisposable
{
    public const int SharedLayerBytes = 5_000_000;
    public const int OwnLayerBytes = 1000;
    private const int MaxPage = 1000;

    private static readonly string SharedLayer = TestImages.DigestOf("shared"u8);

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly SortedSet<string> paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> contents = new();
    private readonly ConcurrentDictionary<string, string> tags = new();
    private int manifestReads;
    private int catalogReads;

    private SyntheticRegistry(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single());

    /// <summary>How many manifests were sent, HEAD not counted.</summary>
    public int ManifestReads => Volatile.Read(ref manifestReads);

    /// <summary>How many pages of the catalog were sent.</summary>
    public int CatalogReads => Volatile.Read(ref catalogReads);

    /// <summary>Answers with it instead, where it says so: null goes on as usual.</summary>
    public Func<HttpContext, Task<int?>>? Interfere { get; set; }

    /// <param name="repositories">How many repositories <c>team-000/app-00000</c> and so on to begin with, 100 to a team.</param>
    public static async Task<SyntheticRegistry> StartAsync(int repositories)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, FreePort.Next()));
        var app = builder.Build();
        var registry = new SyntheticRegistry(app);
        for (var i = 0; i < repositories; i++)
        {
            registry.Add(PathOf(i), DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(i));
        }

        app.Run(registry.AnswerAsync);
        await app.StartAsync();
        return registry;
    }

    public static string PathOf(int i) => string.Create(CultureInfo.InvariantCulture, $"team-{i / 100:000}/app-{i:00000}");

    /// <summary>Adds a repository, or gives one that is there a new image.</summary>
    public void Add(string path, DateTimeOffset created)
    {
        var config = Keep(JsonSerializer.SerializeToUtf8Bytes(new
        {
            created,
            architecture = "amd64",
            os = "linux",
            config = new { Labels = new Dictionary<string, string> { ["path"] = path } },
            rootfs = new { type = "layers", diff_ids = new[] { SharedLayer } },
            history = Array.Empty<object>(),
        }));
        var manifest = Keep(JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = TestImages.OciManifest,
            config = new { mediaType = "application/vnd.oci.image.config.v1+json", digest = config.Digest, size = config.Size },
            layers = new[]
            {
                new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = SharedLayer, size = SharedLayerBytes },
                new { mediaType = "application/vnd.oci.image.layer.v1.tar+gzip", digest = TestImages.DigestOf(Encoding.UTF8.GetBytes(path)), size = OwnLayerBytes },
            },
        }));
        tags[path] = manifest.Digest;
        lock (gate)
        {
            paths.Add(path);
        }
    }

    public void Remove(string path)
    {
        lock (gate)
        {
            paths.Remove(path);
        }

        tags.TryRemove(path, out _);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private (string Digest, int Size) Keep(byte[] content)
    {
        var digest = TestImages.DigestOf(content);
        contents[digest] = content;
        return (digest, content.Length);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Interfere is { } interfere && await interfere(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var path = context.Request.Path.Value ?? "";
        context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        await (path switch
        {
            "/v2/" or "/v2" => JsonAsync(context, new { }),
            "/v2/_catalog" => CatalogAsync(context),
            _ when Split(path, "/tags/") is { } tag => TagsAsync(context, tag.Repository),
            _ when Split(path, "/manifests/") is { } manifest => ContentAsync(context, Find(manifest.Repository, manifest.Reference), TestImages.OciManifest),
            _ when Split(path, "/blobs/") is { } blob => ContentAsync(context, blob.Reference, "application/octet-stream"),
            _ => NotFoundAsync(context),
        });
    }

    private static (string Repository, string Reference)? Split(string path, string by)
    {
        var at = path.LastIndexOf(by, StringComparison.Ordinal);
        return path.StartsWith("/v2/", StringComparison.Ordinal) && at > 4 ? (path[4..at], path[(at + by.Length)..]) : null;
    }

    private string Find(string repository, string reference) =>
        reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference : reference == "latest" ? tags.GetValueOrDefault(repository, "") : "";

    private Task CatalogAsync(HttpContext context)
    {
        Interlocked.Increment(ref catalogReads);
        var n = int.TryParse(context.Request.Query["n"], CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, MaxPage) : 100;
        var last = context.Request.Query["last"].ToString();
        string[] page;
        lock (gate)
        {
            page = [.. paths.GetViewBetween(last + "\u0001", "\uffff").Take(n + 1)];
        }

        if (page.Length > n)
        {
            page = page[..n];
            context.Response.Headers.Link = $"</v2/_catalog?last={Uri.EscapeDataString(page[^1])}&n={n.ToString(CultureInfo.InvariantCulture)}>; rel=\"next\"";
        }

        return JsonAsync(context, new { repositories = page });
    }

    private Task TagsAsync(HttpContext context, string repository) =>
        tags.ContainsKey(repository) ? JsonAsync(context, new { name = repository, tags = new[] { "latest" } }) : NotFoundAsync(context);

    private async Task ContentAsync(HttpContext context, string digest, string type)
    {
        if (!contents.TryGetValue(digest, out var content))
        {
            await NotFoundAsync(context);
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        context.Response.Headers["Docker-Content-Digest"] = digest;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (type == TestImages.OciManifest)
        {
            Interlocked.Increment(ref manifestReads);
        }

        await context.Response.Body.WriteAsync(content);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return JsonAsync(context, new { errors = new[] { new { code = "NAME_UNKNOWN", message = "not here" } } });
    }

    private static Task JsonAsync(HttpContext context, object body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
