using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Reads one repository into the index: its tags, and the artifacts that the index does not know yet.</summary>
internal sealed class RepositoryReader(CrawlStore crawls, RepositoryStore repositories)
{
    private const int TagsAtOnce = 50;

    /// <summary>Reads a repository that a listing named.</summary>
    /// <exception cref="RegistryException">The registry failed; what was read before is kept.</exception>
    public async Task ReadAsync(IRegistryDriver driver, long registry, RepositoryRow repository, CancellationToken cancellationToken)
    {
        if (RepositoryName.TryParse(repository.Path, out var name))
            await ReadAsync(driver, registry, repository, name, await driver.ListTagsAsync(name, cancellationToken), cancellationToken);
        else
            await repositories.KeepAsync(registry, repository, cancellationToken);
    }

    /// <summary>Reads a repository that the index may not know. False when the registry has no tags there; then none is added.</summary>
    /// <exception cref="RegistryException">The registry failed.</exception>
    public async Task<bool> RefreshAsync(IRegistryDriver driver, Guid registryId, RepositoryName name, CancellationToken cancellationToken)
    {
        var tags = await driver.ListTagsAsync(name, cancellationToken);
        var known = repositories.Find(registryId, name.Value);
        if (known is null && tags.Count == 0) return false;
        var repository = known ?? await repositories.AddAsync(registryId, name.Value, cancellationToken);
        if (crawls.KeyOf(registryId) is { } registry)
            await ReadAsync(driver, registry, repository, name, tags, cancellationToken);
        return tags.Count > 0;
    }

    private async Task ReadAsync(IRegistryDriver driver, long registry, RepositoryRow repository, RepositoryName name, IReadOnlyList<RemoteTag> tags, CancellationToken cancellationToken)
    {
        var known = repositories.ReadTags(repository);
        var present = new HashSet<string>(StringComparer.Ordinal);
        var changed = false;
        foreach (var chunk in tags.Chunk(TagsAtOnce))
        {
            var readings = new List<TagReading>();
            foreach (var tag in chunk)
            {
                // A list that tells no digests costs a HEAD for each tag: bytes are read only of what is new.
                var digest = tag.Digest ?? (await driver.Content.ReadManifestAsync(name, tag.Name, [], head: true, cancellationToken))?.Digest.Value;
                if (digest is null) continue; // deleted since it was listed
                present.Add(tag.Name);
                if (known.GetValueOrDefault(tag.Name) != digest) readings.Add(new TagReading(tag.Name, digest, tag.PushedAt));
            }

            if (readings.Count == 0) continue;
            changed = true;
            await ReadArtifactsAsync(driver, registry, name, readings, cancellationToken);
            await repositories.SaveTagsAsync(registry, repository, readings, cancellationToken);
        }

        if (changed || present.Count != known.Count) await repositories.FinishAsync(registry, repository, present, cancellationToken);
        else await repositories.KeepAsync(registry, repository, cancellationToken);
    }

    private async Task ReadArtifactsAsync(IRegistryDriver driver, long registry, RepositoryName name, List<TagReading> readings, CancellationToken cancellationToken)
    {
        var known = repositories.FindArtifacts(registry, readings.Select(tag => tag.Digest));
        foreach (var digest in readings.Select(tag => tag.Digest).Distinct().Where(digest => !known.Contains(digest)))
        {
            if (await ReadArtifactAsync(driver, name, digest, cancellationToken) is { } artifact)
                await repositories.SaveArtifactAsync(registry, artifact, cancellationToken);
        }
    }

    private static async Task<Artifact?> ReadArtifactAsync(IRegistryDriver driver, RepositoryName name, string digest, CancellationToken cancellationToken)
    {
        try
        {
            return await driver.ReadArtifactAsync(name, digest, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.InvalidAnswer && Digest.TryParse(digest, out var parsed))
        {
            // What one tag names cannot be understood; the tag is there all the same, and so are the others.
            return new Artifact(parsed, "", null, null, [], [], null, [], []);
        }
    }
}
