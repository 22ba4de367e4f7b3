using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>Takes what was pushed into the state: repository, artifact, tag, accessory and quota.</summary>
internal static class ArtifactIntake
{
    /// <summary>Adds it under a tag, or by digest alone when the tag is null. The caller holds the gate.</summary>
    /// <param name="state">Where to.</param>
    /// <param name="project">The project.</param>
    /// <param name="repositoryName">Name without the project.</param>
    /// <param name="manifest">What was pushed.</param>
    /// <param name="config">Content of the config; null when it is not known.</param>
    /// <param name="tag">Tag; null for none.</param>
    public static ArtifactState Add(HarborState state, ProjectState project, string repositoryName, ManifestReading manifest, byte[]? config, string? tag)
    {
        var repository = project.Find(repositoryName);
        if (repository is null)
        {
            repository = new RepositoryState(state.Projects.NextRepository(), project, repositoryName, state.Now);
            project.Repositories.Add(repository);
        }

        var artifact = repository.FindDigest(manifest.Digest);
        if (artifact is null)
        {
            artifact = Create(state, repository, manifest, config);
            repository.Artifacts.Add(artifact);
        }

        if (tag is not null)
        {
            Tag(state, artifact, tag);
        }

        artifact.Accessory ??= Accessory(state, manifest, tag);
        if (artifact is { Accessory: not null, AccessoryId: 0 })
        {
            artifact.AccessoryId = state.Area<AccessoryIds>().Next();
        }

        foreach (var (digest, size) in artifact.Blobs)
        {
            project.Blobs[digest] = size;
        }

        repository.UpdatedAt = state.Now;
        return artifact;
    }

    // A push moves a tag; pushing what has it already changes nothing.
    private static void Tag(HarborState state, ArtifactState artifact, string tag)
    {
        if (artifact.Tags.Exists(there => there.Name == tag))
        {
            return;
        }

        foreach (var other in artifact.Repository.Artifacts)
        {
            other.Tags.RemoveAll(there => there.Name == tag);
        }

        artifact.Tags.Add(new TagState(state.Projects.NextTag(), tag, state.Now));
    }

    private static ArtifactState Create(HarborState state, RepositoryState repository, ManifestReading manifest, byte[]? config)
    {
        var parsed = Parse(config);
        var children = manifest.Children;
        var blobs = manifest.Blobs;
        return new ArtifactState(state.Projects.NextArtifact(), repository, manifest.Digest, manifest.Content)
        {
            ManifestMediaType = manifest.ManifestMediaType,
            MediaType = manifest.MediaType,
            ArtifactType = manifest.ArtifactType,
            Type = manifest.Type,
            Size = blobs.Values.Sum() + children.Sum(child => repository.FindDigest(child.Digest)?.Size ?? 0),
            PushedAt = state.Now,
            Annotations = manifest.Annotations,
            Config = parsed,
            ExtraAttributes = (manifest.Type, manifest.IsIndex, parsed) switch
            {
                ("IMAGE", false, { } image) => ImageAttributes(image),
                ("CHART", _, { } chart) => (JsonObject)chart.DeepClone(),
                _ => null,
            },
            Children = children,
            Blobs = blobs,
        };
    }

    private static JsonObject ImageAttributes(JsonObject image)
    {
        var attributes = new JsonObject();
        foreach (var name in new[] { "architecture", "author", "config", "created", "os" })
        {
            if (image[name] is { } value)
            {
                attributes[name] = value.DeepClone();
            }
        }

        attributes.TryAdd("author", "");
        return attributes;
    }

    private static JsonObject? Parse(byte[]? config)
    {
        try
        {
            return config is null ? null : JsonNode.Parse(config) as JsonObject;
        }
        catch (JsonException)
        {
            // A config that is no JSON says nothing about the artifact, and is none of a registry's business.
            return null;
        }
    }

    private static AccessoryState? Accessory(HarborState state, ManifestReading manifest, string? tag)
    {
        if (!state.Features.Accessories)
        {
            return null;
        }

        if (manifest.Subject is { } subject && state.Features.Referrers)
        {
            return new AccessoryState(manifest.AccessoryType, subject, state.Now);
        }

        return tag is { Length: 75 } && tag.StartsWith("sha256-", StringComparison.Ordinal) && tag.EndsWith(".sig", StringComparison.Ordinal)
            ? new AccessoryState("signature.cosign", "sha256:" + tag[7..71], state.Now)
            : null;
    }

    private sealed class AccessoryIds
    {
        private long last;

        public long Next() => ++last;
    }
}
