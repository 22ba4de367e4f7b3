using Microsoft.Extensions.Logging;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>A client of one registry's OCI distribution API, for every driver whose product speaks it. Safe for any number of threads.</summary>
internal sealed class DistributionClient : IRegistryContent, IDisposable
{
    public const string CatalogScope = "registry:catalog:*";

    private readonly NameListReader names;
    private readonly ManifestReader manifests;
    private readonly BlobReader blobs;
    private readonly ReferrersReader referrers;
    private readonly ArtifactReader artifacts;

    public DistributionClient(RegistryEndpoint endpoint, HostBudgets budgets, DistributionOptions options, TimeProvider time, ILogger logger, bool refusesByRight = false)
    {
        Connection = new DistributionConnection(endpoint, budgets, options, time, refusesByRight);
        names = new NameListReader(Connection, logger);
        manifests = new ManifestReader(Connection);
        blobs = new BlobReader(Connection);
        referrers = new ReferrersReader(Connection, manifests);
        artifacts = new ArtifactReader(manifests, blobs, options);
    }

    public DistributionConnection Connection { get; }

    /// <summary>Pages of repository names; names that the specification does not allow are left out.</summary>
    public async IAsyncEnumerable<RepositoryName> ListRepositoriesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in names.ReadAsync("/v2/_catalog", "repositories", CatalogScope, absentIsEmpty: false, Connection.Options.PageSize, cancellationToken))
        {
            foreach (var text in page)
            {
                if (RepositoryName.TryParse(text, out var name))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>The first few repositories, by one small page.</summary>
    public async Task<IReadOnlyList<RepositoryName>> ListSomeRepositoriesAsync(int count, CancellationToken cancellationToken)
    {
        await foreach (var page in names.ReadAsync("/v2/_catalog", "repositories", CatalogScope, absentIsEmpty: false, count, cancellationToken))
        {
            return [.. page.Select(text => RepositoryName.TryParse(text, out var name) ? name : null).OfType<RepositoryName>().Take(count)];
        }

        return [];
    }

    /// <summary>All tags; empty when there are none, or no such repository.</summary>
    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        await foreach (var page in names.ReadAsync($"/v2/{repository.Value}/tags/list", "tags", $"repository:{repository.Value}:pull", absentIsEmpty: true, Connection.Options.PageSize, cancellationToken))
        {
            tags.AddRange(page.Where(ManifestReference.IsTag));
        }

        return tags;
    }

    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        artifacts.ReadAsync(repository, reference, cancellationToken);

    public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
        manifests.ReadAsync(repository, reference, accept, head, cancellationToken);

    public Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken) =>
        blobs.OpenAsync(repository, digest, range, ifRange, head, cancellationToken);

    public Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken) =>
        referrers.ReadAsync(repository, digest, artifactType, cancellationToken);

    public void Dispose() => Connection.Dispose();
}
