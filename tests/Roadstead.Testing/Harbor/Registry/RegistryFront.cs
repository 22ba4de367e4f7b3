using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>/v2 as Harbor's core does it: rights, tags, quotas and policies here, contents from the storage behind.</summary>
internal sealed class RegistryFront(HarborState state, RegistryTokens tokens)
{
    private readonly RegistryPush push = new(state);

    /// <summary>Refuses, before anything else, what is no name of a repository.</summary>
    public static void CheckName(RegistryPath path)
    {
        if (path.Kind is not (RegistryPathKind.Base or RegistryPathKind.Catalog or RegistryPathKind.Unknown) && path.Project.Length == 0)
        {
            throw HarborException.BadRequest($"bad request: invalid repository name: {path.Name}");
        }
    }

    /// <summary>Answers; null when it wrote the answer itself.</summary>
    public async Task<HarborAnswer?> AnswerAsync(HttpContext http, RegistryPath path, HarborIdentity caller)
    {
        var bearer = http.Request.Headers.Authorization.ToString();
        var identity = bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? tokens.Read(bearer[7..].Trim()) ?? (HarborIdentity)AnonymousIdentity.Instance : caller;
        var access = new RegistryAccess(http.Request, state, identity);
        if (path.Kind is RegistryPathKind.Base or RegistryPathKind.Catalog)
        {
            return Locked(() => path.Kind == RegistryPathKind.Base ? Base(access) : Catalog(http, access));
        }

        var (isRead, isDelete) = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method), HttpMethods.IsDelete(http.Request.Method));
        var from = http.Request.Query["mount"].Count > 0 && http.Request.Query["from"] is [{ Length: > 0 } source] ? source : null;
        var action = isRead && path.Kind != RegistryPathKind.Upload ? "pull" : isDelete && path.Kind == RegistryPathKind.Manifest ? "delete" : "push";
        var project = Locked(() => access.Require(path.Name, action, from));
        if (state.Components.IsDown("registry"))
        {
            return new HarborAnswer(502);
        }

        return (path.Kind, isRead) switch
        {
            (RegistryPathKind.Tags, true) => Locked(() => Tags(http, project, path)),
            (RegistryPathKind.Referrers, true) when state.Features.Referrers => Locked(() => Referrers(http, project, path)),
            (RegistryPathKind.Manifest, true) => await PullAsync(http, project, path, identity),
            (RegistryPathKind.Manifest, false) when isDelete => Locked(() => Delete(project, path, identity)),
            (RegistryPathKind.Manifest, false) => await push.ManifestAsync(http, project, path, identity),
            (RegistryPathKind.Blob, true) => await BlobAsync(http, project, path),
            (RegistryPathKind.Upload, _) => await push.UploadAsync(http, project, path, from, identity),
            _ => HarborAnswer.Error(404, "NOT_FOUND", "404 page not found"),
        };
    }

    private HarborAnswer Base(RegistryAccess access)
    {
        access.RequireSignedIn();
        return state.Components.IsDown("registry")
            ? new HarborAnswer(502)
            : new HarborAnswer(200) { Body = "{}"u8.ToArray(), ContentType = "application/json; charset=utf-8", Headers = { ["Docker-Distribution-Api-Version"] = "registry/2.0" } };
    }

    private HarborAnswer Catalog(HttpContext http, RegistryAccess access)
    {
        access.RequireCatalog();
        var names = state.Projects.All.SelectMany(project => project.Repositories).Where(repository => repository.Artifacts.Count > 0).Select(repository => repository.FullName).Order(StringComparer.Ordinal).ToList();
        var last = http.Request.Query["last"].ToString();
        if (last.Length > 0 && !names.Contains(last))
        {
            throw HarborException.BadRequest($"the last: {last} should be a valid repository name.");
        }

        return Page(http, names, "the N must be a positive int type", page => new JsonObject { ["repositories"] = HarborJson.Strings(page) });
    }

    private static HarborAnswer Tags(HttpContext http, ProjectState project, RegistryPath path)
    {
        var repository = project.Find(path.Repository) ?? throw HarborException.NotFound($"repository {path.Name} not found");
        var names = repository.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal).ToList();
        return Page(http, names, "the N must be a positive int type", page => new JsonObject { ["name"] = path.Name, ["tags"] = HarborJson.Strings(page) });
    }

    private static HarborAnswer Page(HttpContext http, List<string> names, string badNumber, Func<IEnumerable<string>, JsonObject> view)
    {
        var last = http.Request.Query["last"].ToString();
        var rest = names.Where(name => string.CompareOrdinal(name, last) > 0).ToList();
        var n = http.Request.Query["n"] is not [{ } text] ? rest.Count
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw HarborException.BadRequest(badNumber);
        var answer = HarborAnswer.Json(view(rest.Take(n))) with { ContentType = "application/json; charset=utf-8" };
        if (n > 0 && n < rest.Count)
        {
            answer.Headers["Link"] = string.Create(CultureInfo.InvariantCulture, $"<{http.Request.Path}?last={Uri.EscapeDataString(rest[n - 1])}&n={n}>; rel=\"next\"");
        }

        return answer;
    }

    private HarborAnswer Referrers(HttpContext http, ProjectState project, RegistryPath path)
    {
        var wanted = http.Request.Query["artifactType"].ToString();
        var right = state.Features.ReferrersAreRight;
        if (!right && project.Find(path.Repository)?.FindDigest(path.Reference) is null)
        {
            var nothing = HarborAnswer.Json(new JsonObject()) with { ContentType = "application/json; charset=utf-8" };
            nothing.Headers["X-Total-Count"] = "0";
            return nothing;
        }

        var found = (project.Find(path.Repository)?.Artifacts ?? []).Where(artifact => artifact.Accessory?.SubjectDigest == path.Reference).OrderBy(artifact => artifact.Id).ToList();
        var shown = found.Where(artifact => wanted.Length == 0 || TypeOf(artifact) == wanted).ToList();
        var answer = HarborAnswer.Json(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = TestImages.OciIndex,
            ["manifests"] = HarborJson.Array(shown, artifact => new JsonObject
            {
                ["mediaType"] = artifact.ManifestMediaType,
                ["digest"] = artifact.Digest,
                ["size"] = right ? artifact.Manifest.Length : artifact.Size,
            }.With(artifact.Annotations is not null, "annotations", artifact.Annotations?.DeepClone()).With(true, "artifactType", TypeOf(artifact))),
        }) with { ContentType = right ? TestImages.OciIndex : "application/json; charset=utf-8" };
        answer.Headers["X-Total-Count"] = shown.Count.ToString(CultureInfo.InvariantCulture);
        if (wanted.Length > 0)
        {
            answer.Headers["OCI-Filters-Applied"] = "artifactType";
        }

        return answer;

        string TypeOf(ArtifactState artifact) => right ? artifact.ArtifactType : artifact.MediaType;
    }

    private async Task<HarborAnswer?> PullAsync(HttpContext http, ProjectState project, RegistryPath path, HarborIdentity identity)
    {
        if (project.RegistryId != 0 && Locked(() => project.Find(path.Repository)?.Find(path.Reference)) is null)
        {
            return await ProxyCache.AnswerAsync(http, state, project, path);
        }

        var artifact = Locked(() =>
        {
            var repository = project.Find(path.Repository) ?? throw HarborException.NotFound($"repository {path.Name} not found");
            var found = repository.Find(path.Reference) ?? throw HarborException.NotFound($"artifact {repository.Reference(path.Reference)} not found");
            PullPolicies.Check(state, found);
            return found;
        });
        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (SyntheticImages.Manifest(state, http, artifact) is { } synthetic)
        {
            return synthetic.Status == 200 && !isHead ? Locked(() => Pulled(artifact, path.Reference, identity, synthetic)) : synthetic;
        }

        using var answer = await state.Storage.SendAsync(http, $"/v2/{path.Name}/manifests/{artifact.Digest}");
        if (answer is null)
        {
            return new HarborAnswer(502);
        }

        if (answer.StatusCode == HttpStatusCode.OK && !isHead)
        {
            Locked(() => Pulled(artifact, path.Reference, identity, HarborAnswer.Ok));
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    private HarborAnswer Pulled(ArtifactState artifact, string reference, HarborIdentity identity, HarborAnswer answer)
    {
        var tag = artifact.Tags.Find(found => found.Name == reference);
        state.Pulls.Add(artifact, tag);
        state.Tell(new HarborEvent("PULL_ARTIFACT", identity.Name, artifact.Repository.Project.Id, artifact.Repository, artifact.Digest, tag?.Name));
        return answer;
    }

    private HarborAnswer Delete(ProjectState project, RegistryPath path, HarborIdentity identity)
    {
        if (!path.Reference.Contains(':', StringComparison.Ordinal))
        {
            throw new HarborException(400, "UNSUPPORTED", $"unsupported digest {path.Reference}: invalid checksum digest format");
        }

        var repository = project.Find(path.Repository) ?? throw HarborException.NotFound($"repository {path.Name} not found");
        var artifact = repository.Find(path.Reference) ?? throw HarborException.NotFound($"artifact {repository.Reference(path.Reference)} not found");
        ArtifactDeletion.Delete(state, artifact, identity.Name);
        return new HarborAnswer(202);
    }

    private async Task<HarborAnswer?> BlobAsync(HttpContext http, ProjectState project, RegistryPath path)
    {
        if (SyntheticImages.Blob(state, project, path) is { } synthetic)
        {
            return synthetic;
        }

        if (project.RegistryId != 0)
        {
            return await ProxyCache.AnswerAsync(http, state, project, path);
        }

        // A HEAD is answered by the core alone as long as it has not heard of the blob.
        if (HttpMethods.IsHead(http.Request.Method) && Locked(() => !state.Projects.All.Any(any => any.Blobs.ContainsKey(path.Reference))))
        {
            throw HarborException.NotFound($"blob {path.Reference} not found");
        }

        using var answer = await state.Storage.SendAsync(http, $"/v2/{path.Name}/blobs/{path.Reference}");
        if (answer is null)
        {
            return new HarborAnswer(502);
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    private T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            return work();
        }
    }
}
