using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Reads a repository of a registry that tells what is in one: no manifest is read.</summary>
internal sealed class ListedRepositoryReader(RepositoryStore repositories)
{
    private const int ArtifactsAtOnce = 50;

    /// <exception cref="RegistryException">The registry failed.</exception>
    public async Task<RepositoryChange> ReadAsync(IArtifactListing listing, long registry, RepositoryRow repository, RepositoryName name, CancellationToken cancellationToken)
    {
        // Rows can shift between the pages of a list, so that one shows twice.
        var artifacts = (await listing.ListArtifactsAsync(name, cancellationToken)).DistinctBy(artifact => artifact.Digest.Value, StringComparer.Ordinal).ToList();
        var tags = artifacts.SelectMany(artifact => artifact.Tags.Select(tag => new TagReading(tag.Name, artifact.Digest.Value, tag.PushedAt ?? artifact.PushedAt)))
            .DistinctBy(tag => tag.Name, StringComparer.Ordinal).ToList();
        var known = repositories.ReadTags(repository);
        var moved = tags.Where(tag => known.GetValueOrDefault(tag.Name) != tag.Digest).ToList();
        var isNew = false;
        if (moved.Count > 0)
        {
            var digests = moved.Select(tag => tag.Digest).ToHashSet(StringComparer.Ordinal);
            var there = repositories.FindArtifacts(registry, digests);
            var missing = artifacts.Where(artifact => digests.Contains(artifact.Digest.Value) && !there.Contains(artifact.Digest.Value)).ToList();
            isNew = missing.Count > 0;
            foreach (var chunk in missing.Chunk(ArtifactsAtOnce))
                await repositories.SaveArtifactsAsync(registry, [.. chunk.Select(ArtifactRow.Of)], cancellationToken);
            await repositories.SaveTagsAsync(registry, repository, moved, cancellationToken);
        }

        var present = tags.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        if (moved.Count == 0 && present.Count == known.Count)
        {
            // What no tag names counts too: it may have come or gone.
            return await repositories.KeepAsync(registry, repository, artifacts.Count, cancellationToken) ? RepositoryChange.Changed : RepositoryChange.None;
        }

        await repositories.FinishAsync(registry, repository, present, artifacts.Count, cancellationToken);
        return isNew ? RepositoryChange.Grown : RepositoryChange.Changed;
    }
}
