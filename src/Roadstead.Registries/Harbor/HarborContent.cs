using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>
/// Manifests and blobs, by the distribution protocol. Harbor answers 401 there for a missing right and for a project that is not there, and gives everybody a token:
/// so the login is proven first, and what was refused is looked at again.
/// </summary>
internal sealed class HarborContent(DistributionClient distribution, HarborSession session, HarborRepositories repositories) : IRegistryContent
{
    private const int RightReferrersSince = 15;

    public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadManifestAsync(repository, reference, accept, head, cancellationToken), cancellationToken);

    public Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.OpenBlobAsync(repository, digest, range, ifRange, head, cancellationToken), cancellationToken);

    public async Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken)
    {
        await session.ProveAsync(cancellationToken);
        if (session.IsAtLeast(RightReferrersSince))
        {
            return await distribution.ReadReferrersAsync(repository, digest, artifactType, cancellationToken);
        }

        // Before, Harbor gave the type of an artifact's configuration for its own, and another size than the manifest's; and filtered by that.
        var index = JsonNode.Parse(await distribution.ReadReferrersAsync(repository, digest, null, cancellationToken))!.AsObject();
        var kept = new JsonArray();
        foreach (var item in index["manifests"]!.AsArray().OfType<JsonObject>().ToList())
        {
            await MendAsync(repository, item, kept.Count < distribution.Connection.Options.MaxChildren, cancellationToken);
            if (artifactType is null || (item["artifactType"] is JsonValue type && type.TryGetValue(out string? text) && text == artifactType))
            {
                kept.Add(item.DeepClone());
            }
        }

        index["manifests"] = kept;
        return Encoding.UTF8.GetBytes(index.ToJsonString());
    }

    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadArtifactAsync(repository, reference, cancellationToken), cancellationToken);

    /// <summary>The tags of a repository, for a login that may pull and not list.</summary>
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        [.. (await FindAsync(repository, async () => await distribution.ListTagsAsync(repository, cancellationToken), cancellationToken) ?? []).Select(tag => new RemoteTag(tag, null, null))];

    private async Task MendAsync(RepositoryName repository, JsonObject item, bool read, CancellationToken cancellationToken)
    {
        if (!read
            || item["digest"] is not JsonValue value || !value.TryGetValue(out string? text) || !Digest.TryParse(text, out var digest)
            || await distribution.ReadManifestAsync(repository, digest.Value, [], head: false, cancellationToken) is not { Bytes: { } bytes })
        {
            return;
        }

        var manifest = ManifestDocument.Parse(bytes, $"{repository.Value}@{digest}");
        item["size"] = bytes.Length;
        item["artifactType"] = manifest.ArtifactType ?? manifest.Config?.MediaType ?? "";
    }

    private async Task<T?> FindAsync<T>(RepositoryName repository, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        await session.ProveAsync(cancellationToken);
        return await repositories.FindAsync(repository, find, cancellationToken);
    }
}
