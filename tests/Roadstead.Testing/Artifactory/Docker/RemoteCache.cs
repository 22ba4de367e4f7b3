using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>What remote repositories fetch from their upstream: with Basic or nothing, each manifest and blob when it is first pulled, and kept in the cache from then on.</summary>
internal sealed class RemoteCache(ArtifactoryState state) : IDisposable
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly string Accept = string.Join(", ", TestImages.OciIndex, TestImages.OciManifest, TestImages.DockerList, TestImages.DockerManifest);
    private readonly HttpClient http = Client();

    /// <summary>Fetches a manifest into the cache; null when the upstream has none, or cannot be reached.</summary>
    public async Task<ArtifactoryManifest?> ManifestAsync(ArtifactoryRepository repository, string image, string reference, string username, CancellationToken cancellationToken)
    {
        var (content, type) = await GetAsync(repository, $"{image}/manifests/{reference}", cancellationToken);
        if (content is null)
        {
            return null;
        }

        var manifest = ManifestReading.Read(content, type);
        if (!manifest.IsIndex && manifest.Blobs.Keys.FirstOrDefault() is { } config && await BlobAsync(repository, image, config, cancellationToken) is { } read && ManifestReading.Platform(read) is { } platform)
        {
            manifest = manifest with { Platforms = [platform] };
        }

        lock (state.Gate)
        {
            return ImageIntake.Add(state, repository, image, reference, manifest, username);
        }
    }

    /// <summary>A blob, from the cache or else from the upstream; null when it has none.</summary>
    public async Task<byte[]?> BlobAsync(ArtifactoryRepository repository, string image, string digest, CancellationToken cancellationToken)
    {
        lock (state.Gate)
        {
            if (state.Area<ImageContents>().Find(digest) is { } kept)
            {
                return kept;
            }
        }

        if (await GetAsync(repository, $"{image}/blobs/{digest}", cancellationToken) is not { Content: { } content })
        {
            return null;
        }

        lock (state.Gate)
        {
            state.Area<ImageContents>().Keep(content);
        }

        return content;
    }

    public Task<IReadOnlyList<string>> CatalogAsync(ArtifactoryRepository repository, CancellationToken cancellationToken) => NamesAsync(repository, "_catalog?n=1000", "repositories", cancellationToken);

    public Task<IReadOnlyList<string>> TagsAsync(ArtifactoryRepository repository, string image, CancellationToken cancellationToken) => NamesAsync(repository, $"{image}/tags/list", "tags", cancellationToken);

    public void Dispose() => http.Dispose();

    private static HttpClient Client()
    {
        var client = TestImages.Client();
        client.MaxResponseContentBufferSize = MaxBytes;
        return client;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(ArtifactoryRepository repository, string path, string field, CancellationToken cancellationToken)
    {
        var (content, _) = await GetAsync(repository, path, cancellationToken);
        try
        {
            return content is null ? [] : JsonNode.Parse(content)?[field].Texts() ?? [];
        }
        catch (JsonException)
        {
            // An upstream that answers with something else lists nothing.
            return [];
        }
    }

    private async Task<(byte[]? Content, string Type)> GetAsync(ArtifactoryRepository repository, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{repository.Upstream!.AbsoluteUri.TrimEnd('/')}/v2/{path}");
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (repository.UpstreamLogin is { } login)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}")));
        }

        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? (await answer.Content.ReadAsByteArrayAsync(cancellationToken), answer.Content.Headers.ContentType?.MediaType ?? "") : (null, "");
        }
        catch (HttpRequestException)
        {
            // An upstream that is down has nothing; the cache goes on.
            return (null, "");
        }
    }
}
