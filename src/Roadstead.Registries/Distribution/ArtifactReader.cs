using System.Collections.Concurrent;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>Reads a manifest with what it needs: the children of an index and the configuration.</summary>
internal sealed class ArtifactReader(ManifestReader manifests, BlobReader blobs, DistributionOptions options)
{
    private const string PreferredPlatform = "linux/amd64";
    private const int ChildrenAtOnce = 4;

    /// <summary>The artifact; null when it is not there.</summary>
    public async Task<Artifact?> ReadAsync(RepositoryName repository, string reference, CancellationToken cancellationToken)
    {
        if (await manifests.ReadAsync(repository, reference, [], head: false, cancellationToken) is not { Bytes: { } bytes } manifest)
        {
            return null;
        }

        var document = ManifestDocument.Parse(bytes, $"{repository.Value}@{manifest.Digest}");
        var all = new BlobSet();
        all.Add(new ArtifactBlob(manifest.Digest, manifest.MediaType, manifest.LengthBytes));
        return MediaTypes.IsIndex(manifest.MediaType)
            ? await ReadIndexAsync(repository, manifest, document, all, cancellationToken)
            : await ReadSingleAsync(repository, manifest, document, all, cancellationToken);
    }

    private async Task<Artifact> ReadSingleAsync(RepositoryName repository, ManifestResponse manifest, ManifestDocument document, BlobSet all, CancellationToken cancellationToken)
    {
        all.Add(document);
        var config = await ReadConfigAsync(repository, document, cancellationToken);
        return new Artifact(
            manifest.Digest,
            manifest.MediaType,
            document.ArtifactType ?? OtherConfigType(document),
            document.Subject,
            config?.Platform is { } platform ? [platform] : [],
            all.Blobs,
            config?.Config,
            document.Layers,
            []);
    }

    private async Task<Artifact> ReadIndexAsync(RepositoryName repository, ManifestResponse manifest, ManifestDocument index, BlobSet all, CancellationToken cancellationToken)
    {
        var children = index.Manifests;
        var read = new ConcurrentDictionary<Digest, ManifestDocument>();
        await Parallel.ForEachAsync(
            children.Select(child => child.Digest).Distinct().Take(options.MaxChildren),
            new ParallelOptions { MaxDegreeOfParallelism = ChildrenAtOnce, CancellationToken = cancellationToken },
            async (digest, token) =>
            {
                // A child may have been deleted while its index stayed; the rest of the index is still true.
                if (await manifests.ReadAsync(repository, digest.Value, [], head: false, token) is { Bytes: { } bytes })
                {
                    read[digest] = ManifestDocument.Parse(bytes, $"{repository.Value}@{digest}");
                }
            });

        foreach (var child in children)
        {
            all.Add(child with { Platform = null, ArtifactType = null });
            if (read.TryGetValue(child.Digest, out var document))
            {
                all.Add(document);
            }
        }

        var images = children.Where(child => !ManifestDocument.IsAttestation(child)).ToArray();
        var chosen = images.FirstOrDefault(child => child.Platform == PreferredPlatform) ?? images.FirstOrDefault();
        var chosenDocument = chosen is not null && read.TryGetValue(chosen.Digest, out var found) ? found : null;
        var config = chosenDocument is null ? null : await ReadConfigAsync(repository, chosenDocument, cancellationToken);

        // Some tools leave the platform out of the index; the configuration of the chosen child still knows it.
        var platforms = images.Select(child => child.Platform ?? (child == chosen ? config?.Platform : null)).OfType<string>().Distinct().ToArray();
        return new Artifact(manifest.Digest, manifest.MediaType, index.ArtifactType, index.Subject, platforms, all.Blobs, config?.Config, chosenDocument?.Layers ?? [], children);
    }

    private async Task<ImageConfigDocument?> ReadConfigAsync(RepositoryName repository, ManifestDocument document, CancellationToken cancellationToken)
    {
        if (document.Config is not { } config || !MediaTypes.IsImageConfig(config.MediaType) || config.SizeBytes > options.MaxConfigBytes)
        {
            return null;
        }

        return await blobs.ReadAsync(repository, config.Digest, options.MaxConfigBytes, cancellationToken) is { } bytes ? ImageConfigDocument.Parse(bytes) : null;
    }

    private static string? OtherConfigType(ManifestDocument document) =>
        document.Config is { MediaType.Length: > 0 } config && !MediaTypes.IsImageConfig(config.MediaType) ? config.MediaType : null;

    // Each digest once, in the order of first sight.
    private sealed class BlobSet
    {
        private readonly HashSet<Digest> seen = [];
        private readonly List<ArtifactBlob> blobs = [];

        public IReadOnlyList<ArtifactBlob> Blobs => blobs;

        public void Add(ArtifactBlob blob)
        {
            if (seen.Add(blob.Digest))
            {
                blobs.Add(blob);
            }
        }

        public void Add(ManifestDocument document)
        {
            foreach (var blob in document.Layers.Concat(document.Manifests).Prepend(document.Config).OfType<ArtifactBlob>())
            {
                Add(blob);
            }
        }
    }
}
