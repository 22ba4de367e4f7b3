using System.Net;
using Roadstead.Core.References;
using Roadstead.Registries.Artifactory.Wire;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Removes artifacts, tags and repositories. A tag is a folder (<c>key/team/app/1.0</c>) with the manifest and its layers; an image's folder may hold further images, and
/// so may a tag's (<c>key/team</c> with the tag <c>app</c>): those stay.
/// </summary>
internal sealed class ArtifactoryDeletion(ArtifactoryClient client, ArtifactorySpaces spaces, ArtifactoryListing listing, ArtifactoryContent content) : IImageDeletion
{
    public async Task DeleteArtifactAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        await ThrowIfElsewhereAsync(repository, cancellationToken);
        foreach (var tag in await listing.ListTagsAsync(repository, cancellationToken))
        {
            if ((tag.Digest ?? (await content.ReadManifestAsync(repository, tag.Name, [], head: true, cancellationToken))?.Digest.Value) == digest.Value)
            {
                await DeleteTagAsync(repository, tag.Name, cancellationToken);
            }
        }

        // What no tag names is known by its digest alone.
        if (await content.ReadManifestAsync(repository, digest.Value, [], head: true, cancellationToken) is null || ArtifactoryPath.Split(repository) is not var (key, image))
        {
            return;
        }

        var answer = await client.ChangeAsync(HttpMethod.Delete, $"/api/docker/{key}/v2/{image}/manifests/{digest.Value}", cancellationToken);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw ArtifactoryError.From(answer, "deleting an artifact");
        }
    }

    public async Task DeleteTagAsync(RepositoryName repository, string tag, CancellationToken cancellationToken)
    {
        ManifestReference.ThrowIfInvalid(tag);
        await ThrowIfElsewhereAsync(repository, cancellationToken);
        if (ArtifactoryPath.Split(repository) is not var (key, image))
        {
            return;
        }

        var folder = $"{key}/{image}/{Uri.EscapeDataString(tag)}";
        if (await client.FindAsync($"/api/storage/{folder}", ArtifactoryJson.Default.WireFolder, "a tag", cancellationToken) is not { } found)
        {
            return;
        }

        var children = found.Children ?? [];
        if (!children.Any(child => child is null or { Folder: true }))
        {
            await DeleteAsync(folder, cancellationToken);
            return;
        }

        // The manifest goes first: without it the rest is no tag any more.
        foreach (var file in children.Where(child => child is { Folder: false, Uri: not null }).Select(child => child!.Uri!.TrimStart('/')).OrderByDescending(name => name.EndsWith("manifest.json", StringComparison.Ordinal)))
        {
            await DeleteAsync($"{folder}/{Uri.EscapeDataString(file)}", cancellationToken);
        }
    }

    public async Task DeleteRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        foreach (var tag in await listing.ListTagsAsync(repository, cancellationToken))
        {
            await DeleteTagAsync(repository, tag.Name, cancellationToken);
        }
    }

    // What a virtual or a remote shows is not its own.
    private async Task ThrowIfElsewhereAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        if (ArtifactoryPath.Split(repository) is var (key, _) && await spaces.FindAsync(key, cancellationToken) is { Kind: ArtifactoryRepositoryKind.Virtual or ArtifactoryRepositoryKind.Remote } found)
        {
            throw new RegistryException(RegistryErrorCode.Unsupported, $"'{key}' is a {found.Kind.ToString().ToLowerInvariant()} repository: what it shows is kept elsewhere. Delete it where it is.");
        }
    }

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await client.ChangeAsync(HttpMethod.Delete, "/" + path, cancellationToken);
        if (!answer.IsSuccess && !answer.IsAbsent)
        {
            throw ArtifactoryError.From(answer, "deleting a tag");
        }
    }
}
