using System.Text;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>Manifests and blobs, by the distribution protocol below each repository's key.</summary>
internal sealed class ArtifactoryContent(DistributionClient distribution, ArtifactorySession session) : IRegistryContent
{
    private static readonly byte[] NoReferrers = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[]}""");

    public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadManifestAsync(repository, reference, accept, head, cancellationToken), cancellationToken);

    public Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.OpenBlobAsync(repository, digest, range, ifRange, head, cancellationToken), cancellationToken);

    public async Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken) =>
        await FindAsync(repository, async () => await distribution.ReadReferrersAsync(repository, digest, artifactType, cancellationToken), cancellationToken) ?? NoReferrers;

    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        FindAsync(repository, () => distribution.ReadArtifactAsync(repository, reference, cancellationToken), cancellationToken);

    // Without a path behind its key a name is no image's.
    private async Task<T?> FindAsync<T>(RepositoryName repository, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        if (ArtifactoryPath.Split(repository) is null)
        {
            await session.ProveAsync(cancellationToken);
            return null;
        }

        return await find();
    }
}
