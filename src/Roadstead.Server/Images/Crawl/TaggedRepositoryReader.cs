using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Reads a repository of a registry that lists tags alone: a manifest is read for each artifact that the index does not know yet.</summary>
internal sealed class TaggedRepositoryReader(RepositoryStore repositories)
{
    private const int TagsAtOnce = 50;

    /// <exception cref="RegistryException">The registry failed; what was read before is kept.</exception>
    public async Task<RepositoryChange> ReadAsync(
        IRegistryDriver driver, long registry, RepositoryRow repository, RepositoryName name, IReadOnlyList<RemoteTag> tags, CancellationToken cancellationToken)
    {
        var known = repositories.ReadTags(repository);
        var present = new HashSet<string>(StringComparer.Ordinal);
        var change = RepositoryChange.None;
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
            var isNew = await ReadArtifactsAsync(driver, registry, name, readings, cancellationToken);
            change = isNew || change == RepositoryChange.Grown ? RepositoryChange.Grown : RepositoryChange.Changed;
            await repositories.SaveTagsAsync(registry, repository, readings, cancellationToken);
        }

        if (change == RepositoryChange.None && present.Count == known.Count)
        {
            await repositories.KeepAsync(registry, repository, artifacts: null, cancellationToken);
            return RepositoryChange.None;
        }

        await repositories.FinishAsync(registry, repository, present, artifacts: null, cancellationToken);
        return change == RepositoryChange.None ? RepositoryChange.Changed : change;
    }

    // True when something came that was not known.
    private async Task<bool> ReadArtifactsAsync(IRegistryDriver driver, long registry, RepositoryName name, List<TagReading> readings, CancellationToken cancellationToken)
    {
        var known = repositories.FindArtifacts(registry, readings.Select(tag => tag.Digest));
        var isNew = false;
        foreach (var digest in readings.Select(tag => tag.Digest).Distinct().Where(digest => !known.Contains(digest)))
        {
            if (await ReadArtifactAsync(driver, name, digest, cancellationToken) is not { } artifact) continue;
            await repositories.SaveArtifactsAsync(registry, [ArtifactRow.Of(artifact)], cancellationToken);
            isNew = true;
        }

        return isNew;
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
