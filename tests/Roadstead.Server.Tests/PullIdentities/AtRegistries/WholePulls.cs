using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>Pulls whole images, manifest and all blobs, as a node without any of them would: reads the secret of the moment, asks for a token with it, and keeps nothing. One that takes longer than an older account lives on has been promised nothing.</summary>
public sealed class WholePulls(RobotWorld world, RobotHarbor harbor) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = harbor.Fake.Url };
    private int good;

    public int Good => Volatile.Read(ref good);

    public ConcurrentQueue<string> Bad { get; } = [];

    public async Task RunAsync(string ns, string project, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            if (await PullAsync(ns, $"{project}/app") is not { } problem)
                Interlocked.Increment(ref good);
            else if (TimeProvider.System.GetElapsedTime(began) < RobotWorld.Overlap)
                Bad.Enqueue(problem);
        }
    }

    public void Dispose() => http.Dispose();

    // Null: all of it came.
    private async Task<string?> PullAsync(string ns, string repository)
    {
        if (await world.LoginAsync(ns, harbor.Host) is not { } login)
            return $"{ns} holds no login";
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/service/token?service=harbor-registry&scope=repository:{repository}:pull");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        using var answered = await http.SendAsync(ask, TestContext.Current.CancellationToken);
        var token = JsonNode.Parse(await answered.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))?["token"]?.GetValue<string>() ?? "";
        var (status, manifest) = await GetAsync($"/v2/{repository}/manifests/1", token);
        if (status != 200)
            return $"{ns} {repository}: manifest {status} with {login.Split(':')[0]}";
        var named = JsonNode.Parse(manifest)!;
        foreach (var blob in named["layers"]!.AsArray().Append(named["config"]))
        {
            var digest = blob!["digest"]!.GetValue<string>();
            var (code, bytes) = await GetAsync($"/v2/{repository}/blobs/{digest}", token);
            if (code != 200 || TestImages.DigestOf(bytes) != digest)
                return $"{ns} {repository}: blob {code}";
        }

        return null;
    }

    private async Task<(int Status, byte[] Body)> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd(TestImages.OciManifest);
        request.Headers.Accept.ParseAdd(TestImages.DockerManifest);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
