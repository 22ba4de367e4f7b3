using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Reads of manifests and blobs. A virtual repository is searched member by member, and gives only what may be read in the member itself.</summary>
internal sealed class DockerPull(ArtifactoryState state, RemoteCache remotes)
{
    public async Task<ArtifactoryAnswer> ManifestAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var (image, reference, mayRead) = (target.Path.Name, target.Path.Reference, false);
        foreach (var each in Behind(repository))
        {
            var (found, allowed) = Locked(() => Find(access, each, image, reference));
            mayRead |= allowed;
            if (found is null && allowed && each.Class == RepositoryClass.Remote)
            {
                found = await remotes.ManifestAsync(each, image, reference, access.Identity.Name, http.RequestAborted);
            }

            if (found is not null && Locked(() => state.Blocked.Contains(found.Digest)))
            {
                throw repository.Class == RepositoryClass.Virtual ? Unknown()
                    : new ArtifactoryException(403, $"Artifact '{image}/{reference}/{found.FileName}' was not downloaded due to the download blocking policy configured in Xray for {each.StorageKey}", "DENIED");
            }

            if (found is not null)
            {
                return Content(found.Content, found.Digest, found.MediaType, http);
            }
        }

        throw mayRead ? Unknown() : access.Refuse("manifest");
    }

    /// <summary>Null when it wrote the answer itself.</summary>
    public async Task<ArtifactoryAnswer?> BlobAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var (image, digest, mayRead) = (target.Path.Name, target.Path.Reference, false);
        foreach (var each in Behind(repository))
        {
            var (isHeld, kept, allowed) = Locked(() => FindBlob(access, each, image, digest));
            mayRead |= allowed;
            if (!isHeld)
            {
                continue;
            }

            var content = kept ?? (each.Class == RepositoryClass.Remote ? await remotes.BlobAsync(each, image, digest, http.RequestAborted) : null);
            if (state.Settings.RedirectsBlobs)
            {
                return Locked(() => state.Area<BlobStore>().Redirect(http, state, new StoredBlob(digest, content, StorageName(each, image))));
            }

            if (content is not null)
            {
                return Content(content, digest, "application/octet-stream", http);
            }

            using var answer = await state.Storage.SendAsync(http, $"/v2/{StorageName(each, image)}/blobs/{digest}");
            if (answer is { IsSuccessStatusCode: true } or { StatusCode: System.Net.HttpStatusCode.RequestedRangeNotSatisfiable })
            {
                await StorageRegistry.ReturnAsync(http, answer);
                return null;
            }
        }

        throw mayRead ? new ArtifactoryException(404, "The named blob is not known to the registry.", "BLOB_UNKNOWN") : access.Refuse("blob");
    }

    /// <summary>Name of an image in the registry behind.</summary>
    public static string StorageName(ArtifactoryRepository repository, string image) => $"{repository.StorageKey.ToLowerInvariant()}/{image}";

    private static ArtifactoryException Unknown() => new(404, "The named manifest is not known to the registry.", "MANIFEST_UNKNOWN");

    // A digest may stand in several folders; one that may be read is enough.
    private static (ArtifactoryManifest? Found, bool MayRead) Find(DockerAccess access, ArtifactoryRepository repository, string path, string reference)
    {
        var holding = repository.Images.GetValueOrDefault(path)?.Holding(reference).ToList() ?? [];
        var readable = holding.Where(folder => access.Allows(repository, $"{path}/{folder.Key}/{folder.Value.FileName}")).Select(folder => folder.Value).FirstOrDefault();
        return (readable, readable is not null || (holding.Count == 0 && access.Allows(repository, $"{path}/{reference}/manifest.json")));
    }

    private (bool IsHeld, byte[]? Kept, bool MayRead) FindBlob(DockerAccess access, ArtifactoryRepository repository, string path, string digest)
    {
        var image = repository.Images.GetValueOrDefault(path);
        var file = digest.Replace(":", "__", StringComparison.Ordinal);
        var folders = image?.HoldingBlob(digest).ToList() ?? [];
        var mayRead = folders.Count > 0 ? folders.Exists(folder => access.Allows(repository, $"{path}/{folder}/{file}")) : access.Allows(repository, $"{path}/_uploads/{file}");
        var isHeld = mayRead && (folders.Count > 0 || image?.Uploads.Contains(digest) == true);
        return (isHeld, isHeld ? state.Area<ImageContents>().Find(digest) : null, mayRead);
    }

    private static ArtifactoryAnswer Content(byte[] content, string digest, string type, HttpContext http)
    {
        if (http.Request.Headers.IfNoneMatch.ToString().Trim('"') == digest)
        {
            return new ArtifactoryAnswer(304);
        }

        var whole = new ArtifactoryAnswer(200)
        {
            Body = content,
            ContentType = type,
            Headers = { ["Docker-Content-Digest"] = digest, ["Etag"] = $"\"{digest}\"", ["X-Checksum-Sha256"] = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..] },
        };
        return type == "application/octet-stream" && http.Request.Headers.Range.Count > 0 ? Part(whole, content, http.Request.Headers.Range.ToString()) : whole;
    }

    // One range of bytes; of anything else the whole is given.
    private static ArtifactoryAnswer Part(ArtifactoryAnswer whole, byte[] content, string header)
    {
        if (!RangeHeaderValue.TryParse(header, out var parsed) || parsed is not { Unit: "bytes", Ranges: { Count: 1 } ranges })
        {
            return whole;
        }

        var range = ranges.Single();
        var from = (int)(range.From ?? Math.Max(0, content.Length - (range.To ?? 0)));
        var to = range.From is null ? content.Length - 1 : (int)Math.Min(range.To ?? content.Length - 1, content.Length - 1);
        if (from > to)
        {
            return new ArtifactoryAnswer(416) { Headers = { ["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{content.Length}") } };
        }

        whole.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{content.Length}");
        return whole with { Status = 206, Body = content[from..(to + 1)] };
    }

    private IReadOnlyList<ArtifactoryRepository> Behind(ArtifactoryRepository repository) => Locked(() => state.Behind(repository));

    private T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            return work();
        }
    }
}
