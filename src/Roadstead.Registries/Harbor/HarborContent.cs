using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>
/// Manifests and blobs, by the distribution protocol. Harbor answers 401 there for a missing right and for a project that is not there, and gives everybody a token:
/// so the login is proven first, and what was refused is looked at again.
/// </summary>
internal sealed class HarborContent(DistributionClient distribution, HarborSession session, HarborRepositories repositories) : IRegistryContent
{
    public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadManifestAsync(repository, reference, accept, head, cancellationToken), cancellationToken);

    public Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.OpenBlobAsync(repository, digest, range, ifRange, head, cancellationToken), cancellationToken);

    public async Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken)
    {
        await session.ProveAsync(cancellationToken);
        return await distribution.ReadReferrersAsync(repository, digest, artifactType, cancellationToken);
    }

    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadArtifactAsync(repository, reference, cancellationToken), cancellationToken);

    /// <summary>The tags of a repository, for a login that may pull and not list.</summary>
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        [.. (await FindAsync(repository, async () => await distribution.ListTagsAsync(repository, cancellationToken), cancellationToken) ?? []).Select(tag => new RemoteTag(tag, null, null))];

    private async Task<T?> FindAsync<T>(RepositoryName repository, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        await session.ProveAsync(cancellationToken);
        return await repositories.FindAsync(repository, find, cancellationToken);
    }
}
