using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Docker;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Storage;

/// <summary>Storage: the summary for admins, and folders and files for who may read them.</summary>
internal sealed class StorageArea : IArtifactoryArea
{
    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", "/api/storageinfo", Summary);
        routes.Map("POST", "/api/storageinfo/calculate", Calculate, features => features.CalculatesStorage);
        routes.Map("GET", "/api/storage/{repo}/{*path}", Show);
        routes.Map("DELETE", "/{repo}/{*path}", Delete);
    }

    private static ArtifactoryAnswer Summary(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.Json(call.State.Area<StorageSummary>().Show(call.State));
    }

    private static ArtifactoryAnswer Calculate(ArtifactoryCall call)
    {
        call.RequireAdmin();
        call.State.Area<StorageSummary>().Calculate(call.State);
        return ArtifactoryAnswer.Json(new JsonObject { ["info"] = "Calculating storage summary was successfully scheduled" }, 202);
    }

    private static ArtifactoryAnswer Show(ArtifactoryCall call)
    {
        var (repository, path) = (Find(call), call.Path("path"));
        var items = call.State.Behind(repository).SelectMany(each => StorageLayout.Readable(call.State, call.Identity, each)).Where(item => IsBelow(item, path)).ToList();
        if (items.Count == 0 && (path.Length > 0 || !AccessRules.Sees(call.State, call.Identity, repository)))
        {
            throw call.State.Behind(repository).Any(each => AccessRules.Allows(call.State, call.Identity, each, path)) ? ArtifactoryException.NotFound("Unable to find item") : Refuse(call);
        }

        if (call.Query("list") is not null)
        {
            return call.Features.IsPro ? Files(call, repository, path, items) : throw ArtifactoryException.OnlyPro();
        }

        return items.Find(item => item.FullPath == path) is { } file ? File(call, repository, file) : Folder(call, repository, path, items);
    }

    private static ArtifactoryAnswer Folder(ArtifactoryCall call, ArtifactoryRepository repository, string path, List<StoredItem> items)
    {
        var below = path.Length == 0 ? 0 : path.Length + 1;
        var children = items.Select(item => item.FullPath[below..]).GroupBy(rest => rest.Split('/')[0]).OrderBy(group => group.Key, StringComparer.Ordinal);
        var view = Common(call, repository, path, items.Select(item => item.Created).DefaultIfEmpty(call.State.Now).Min(), items.Select(item => item.Modified).DefaultIfEmpty(call.State.Now).Max());
        view["children"] = ArtifactoryJson.Array(children, group => new JsonObject { ["uri"] = "/" + group.Key, ["folder"] = group.Any(rest => rest.Contains('/', StringComparison.Ordinal)) });
        return ArtifactoryAnswer.Json(view);
    }

    private static ArtifactoryAnswer File(ArtifactoryCall call, ArtifactoryRepository repository, StoredItem file)
    {
        if (call.Query("properties") is not null && file.Properties.Count > 0)
        {
            return ArtifactoryAnswer.Json(new JsonObject
            {
                ["properties"] = new JsonObject(file.Properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Key, ArtifactoryJson.Strings([property.Value])))),
                ["uri"] = $"{call.BaseUrl}/api/storage/{repository.Key}/{file.FullPath}",
            });
        }

        var view = Common(call, repository, file.FullPath, file.Created, file.Modified);
        view["downloadUri"] = $"{call.BaseUrl}/{repository.Key}/{file.FullPath}";
        view["mimeType"] = "application/octet-stream";
        view["size"] = file.Size.ToString(CultureInfo.InvariantCulture);
        view["checksums"] = new JsonObject { ["sha1"] = file.Sha1, ["sha256"] = file.Sha256 };
        return ArtifactoryAnswer.Json(view);
    }

    private static ArtifactoryAnswer Files(ArtifactoryCall call, ArtifactoryRepository repository, string path, List<StoredItem> items)
    {
        var below = path.Length;
        var shown = items.Where(item => call.Query("deep") == "1" || item.Path == path);
        return ArtifactoryAnswer.Json(new JsonObject
        {
            ["uri"] = $"{call.BaseUrl}/api/storage/{repository.Key}/{path}",
            ["created"] = ArtifactoryJson.Time(call.State.Now),
            ["files"] = ArtifactoryJson.Array(shown, item => new JsonObject
            {
                ["uri"] = "/" + item.FullPath[below..].TrimStart('/'),
                ["size"] = item.Size,
                ["lastModified"] = ArtifactoryJson.Time(item.Modified),
                ["folder"] = false,
                ["sha1"] = item.Sha1,
                ["sha2"] = item.Sha256,
            }),
        });
    }

    // Takes a tag's folder, an image, or everything below a path.
    private static ArtifactoryAnswer Delete(ArtifactoryCall call)
    {
        call.RequireUser();
        var (repository, path) = (Find(call), call.Path("path").TrimEnd('/'));
        var images = repository.Images.Values.Select(image => (Image: image, Folders: image.Folders.Keys.Where(folder => IsWithin($"{image.Path}/{folder}", path)).ToList())).Where(each => each.Folders.Count > 0).ToList();
        if (!AccessRules.Allows(call.State, call.Identity, repository, path.Length > 0 ? path : "_", "delete"))
        {
            throw Refuse(call);
        }

        if (images.Count == 0)
        {
            throw ArtifactoryException.NotFound($"Could not locate artifact '{repository.Key}:{path}'.");
        }

        images.ForEach(each => ImageIntake.Remove(call.State, repository, each.Image, each.Folders, call.Identity.Name));
        return new ArtifactoryAnswer(204);
    }

    private static JsonObject Common(ArtifactoryCall call, ArtifactoryRepository repository, string path, DateTimeOffset created, DateTimeOffset modified) => new()
    {
        ["repo"] = repository.Key,
        ["path"] = "/" + path,
        ["created"] = ArtifactoryJson.Time(created),
        ["createdBy"] = call.State.Admin.Name,
        ["lastModified"] = ArtifactoryJson.Time(modified),
        ["modifiedBy"] = call.State.Admin.Name,
        ["lastUpdated"] = ArtifactoryJson.Time(modified),
        ["uri"] = $"{call.BaseUrl}/api/storage/{repository.Key}{(path.Length > 0 ? "/" + path : "")}",
    };

    private static bool IsBelow(StoredItem item, string path) => IsWithin(item.FullPath, path);

    private static bool IsWithin(string item, string path) => path.Length == 0 || item == path || item.StartsWith(path + "/", StringComparison.Ordinal);

    private static ArtifactoryRepository Find(ArtifactoryCall call)
    {
        if (!call.State.Settings.AnonymousAccess)
        {
            call.RequireUser();
        }

        return call.State.FindRepository(call.Path("repo")) ?? throw ArtifactoryException.NotFound("Unable to find item");
    }

    private static ArtifactoryException Refuse(ArtifactoryCall call) => call.Identity.IsAnonymous ? ArtifactoryException.Unauthorized()
        : call.State.Settings.HideUnauthorizedResources ? ArtifactoryException.NotFound("Unable to find item")
        : ArtifactoryException.Forbidden();
}
