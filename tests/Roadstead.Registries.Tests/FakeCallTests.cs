using System.Security.Cryptography;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Harbor;

namespace Roadstead.Registries.Tests;

/// <summary>What a fake was asked is known to whoever has its answer: a test that counts calls after the answer misses none.</summary>
public sealed class FakeCallTests
{
    // More than the sockets between the two hold: the rest is sent when somebody reads.
    private const int LargeBytes = 48 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_to_Harbor_is_in_the_log_before_its_answer_ends()
    {
        await using var harbor = await FakeHarbor.StartAsync();
        await harbor.PushAsync("alpha/app", "v1", cancellationToken: Cancel);
        using var images = harbor.Images();
        var digest = await PushLargeAsync(images, "alpha/app");

        var call = await WhileReadingAsync(harbor.Url, harbor.Admin.Basic, $"alpha/app/blobs/{digest}", () => harbor.Calls.SingleOrDefault(call => call.Path.EndsWith(digest, StringComparison.Ordinal)));

        Assert.Equal(200, call?.Status);
    }

    [Fact]
    public async Task A_call_to_Artifactory_is_in_the_log_before_its_answer_ends()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        await artifactory.PushAsync("docker-local/app", "v1", cancellationToken: Cancel);
        using var images = artifactory.Images();
        var digest = await PushLargeAsync(images, "docker-local/app");

        var call = await WhileReadingAsync(artifactory.Root, artifactory.Admin.Basic, $"docker-local/app/blobs/{digest}", () => artifactory.Calls.SingleOrDefault(call => call.Path.EndsWith(digest, StringComparison.Ordinal)));

        Assert.Equal(200, call?.Status);
    }

    private static Task<string> PushLargeAsync(TestImages images, string repository) => images.PushBlobAsync(repository, RandomNumberGenerator.GetBytes(LargeBytes), Cancel);

    // The answer has begun, and cannot end.
    private static async Task<T> WhileReadingAsync<T>(Uri registry, string authorization, string path, Func<T> look)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry, "/v2/" + path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        answer.EnsureSuccessStatusCode();
        return look();
    }
}
