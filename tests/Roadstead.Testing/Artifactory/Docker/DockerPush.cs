using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Pushes and deletions: the registry behind keeps the contents, the state learns of them at once.</summary>
internal sealed class DockerPush(ArtifactoryState state)
{
    private const int MaxManifestBytes = 4 * 1024 * 1024;

    /// <summary>Null when it wrote the answer itself.</summary>
    public async Task<ArtifactoryAnswer?> UploadAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var into = Require(access, repository, $"{target.Path.Name}/_uploads/blob", "write");
        var storage = DockerPull.StorageName(into, target.Path.Name);
        using var answer = await state.Storage.SendAsync(http, $"/v2/{storage}/blobs/uploads/{target.Path.Reference}{Query(http, target, access, into)}");
        if (answer is null)
        {
            return new ArtifactoryAnswer(502);
        }

        if (answer.StatusCode == HttpStatusCode.Created && (http.Request.Query["mount"].ToString() is { Length: > 0 } mounted ? mounted : http.Request.Query["digest"].ToString()) is { Length: > 0 } digest)
        {
            Locked(() => into.Image(target.Path.Name).Uploads.Add(digest));
        }

        Relocate(answer, into, target);
        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    /// <summary>Null when it wrote the answer itself.</summary>
    public async Task<ArtifactoryAnswer?> ManifestAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var (image, reference) = (target.Path.Name, target.Path.Reference);
        var into = Require(access, repository, $"{image}/{reference}/manifest.json", "write");
        var content = await ArtifactoryPipeline.ReadAsync(http, MaxManifestBytes);
        var manifest = ManifestReading.Read(content, http.Request.ContentType ?? "");
        var storage = DockerPull.StorageName(into, image);

        // The registry behind knows digests only; which tag points where is the state's affair.
        using var answer = await state.Storage.SendAsync(http, $"/v2/{storage}/manifests/{manifest.Digest}", content);
        if (answer is null)
        {
            return new ArtifactoryAnswer(502);
        }

        if (answer.StatusCode == HttpStatusCode.Created)
        {
            if (!manifest.IsIndex && manifest.Blobs.Keys.FirstOrDefault() is { } config
                && await state.Storage.ReadAsync($"/v2/{storage}/blobs/{config}", null, http.RequestAborted) is { } read && ManifestReading.Platform(read) is { } platform)
            {
                manifest = manifest with { Platforms = [platform] };
            }

            Locked(() => ImageIntake.Add(state, into, image, reference, manifest, access.Identity.Name));
        }

        Relocate(answer, into, target);
        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    public ArtifactoryAnswer Delete(DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var from = Require(access, repository, $"{target.Path.Name}/{target.Path.Reference}/manifest.json", "delete");
        return Locked(() =>
        {
            var image = from.Images.GetValueOrDefault(target.Path.Name);
            var folders = image?.Holding(target.Path.Reference).Select(folder => folder.Key).ToList() ?? [];
            if (folders.Count == 0)
            {
                throw new ArtifactoryException(404, "The named manifest is not known to the registry.", "MANIFEST_UNKNOWN");
            }

            ImageIntake.Remove(state, from, image!, folders, access.Identity.Name);
            return new ArtifactoryAnswer(202);
        });
    }

    // A virtual repository hands on to its default deployment repository; a remote takes nothing.
    private ArtifactoryRepository Require(DockerAccess access, ArtifactoryRepository repository, string path, string action) => Locked(() =>
    {
        var into = repository.Class != RepositoryClass.Virtual ? repository
            : repository.DefaultDeploymentRepository is { } key && state.FindRepository(key) is { } behind ? behind
            : throw new ArtifactoryException(403, $"No local repository for deployment was configured for the virtual repository '{repository.Key}'", "DENIED");
        if (!access.Allows(into, path, action))
        {
            throw access.Refuse("repository");
        }

        return into.Class == RepositoryClass.Remote && action == "write" ? throw new ArtifactoryException(403, $"'{into.Key}' is a remote repository: nothing can be pushed to it", "DENIED") : into;
    });

    // A blob may be mounted from another image: that is named as the caller sees it.
    private string Query(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository into)
    {
        var query = http.Request.QueryString.ToUriComponent();
        if (http.Request.Query["mount"].ToString() is not { Length: > 0 } digest || http.Request.Query["from"].ToString() is not { Length: > 0 } from)
        {
            return query;
        }

        return Locked(() =>
        {
            var at = from.IndexOf('/', StringComparison.Ordinal);
            var named = target.IsMainHost && at > 0 ? state.FindRepository(from[..at]) : null;
            var (source, image) = named is null ? (into, from) : (named, from[(at + 1)..]);
            var holds = source.Images.GetValueOrDefault(image)?.HoldingBlob(digest).Any(folder => access.Allows(source, $"{image}/{folder}/{digest.Replace(":", "__", StringComparison.Ordinal)}")) == true;
            return holds ? $"?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString(DockerPull.StorageName(source, image))}" : "";
        });
    }

    // Where to go on is said in the words of the caller.
    private static void Relocate(HttpResponseMessage answer, ArtifactoryRepository into, DockerTarget target)
    {
        if (answer.Headers.Location is { } location)
        {
            var address = location.OriginalString;
            var behind = $"/v2/{into.StorageKey.ToLowerInvariant()}/";
            var at = address.IndexOf(behind, StringComparison.Ordinal);
            answer.Headers.Location = at < 0 ? location : new Uri(address[..at] + target.Prefix + address[(at + behind.Length)..], UriKind.RelativeOrAbsolute);
        }
    }

    private T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            return work();
        }
    }
}
