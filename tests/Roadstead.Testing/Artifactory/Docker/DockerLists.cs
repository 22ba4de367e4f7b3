using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>Catalog and tags: only what the caller may read, names without the key, pages by number.</summary>
internal sealed class DockerLists(ArtifactoryState state, RemoteCache remotes)
{
    private const int OldPageSize = 100;

    public async Task<ArtifactoryAnswer> CatalogAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var each in Behind(repository))
        {
            names.UnionWith(Locked(() => each.Images.Values.Where(image => access.Tags(each, image).Any()).Select(image => image.Path).ToList()));
            if (each.Class == RepositoryClass.Remote && !state.Settings.RemoteListsFromCache)
            {
                var upstream = await remotes.CatalogAsync(each, http.RequestAborted);
                names.UnionWith(Locked(() => upstream.Where(name => access.Allows(each, name)).ToList()));
            }
        }

        return Page(http, target, names, "_catalog", page => new JsonObject { ["repositories"] = ArtifactoryJson.Strings(page) });
    }

    public async Task<ArtifactoryAnswer> TagsAsync(HttpContext http, DockerTarget target, DockerAccess access, ArtifactoryRepository repository)
    {
        var (tags, isKnown, mayRead) = (new SortedSet<string>(StringComparer.Ordinal), false, false);
        foreach (var each in Behind(repository))
        {
            var (found, own) = Locked(() => (each.Images.GetValueOrDefault(target.Path.Name), each.Images.GetValueOrDefault(target.Path.Name) is { } image ? access.Tags(each, image).ToList() : []));
            tags.UnionWith(own);
            isKnown |= found is not null;
            var allowed = Locked(() => access.Allows(each, target.Path.Name));
            mayRead |= allowed;
            if (allowed && each.Class == RepositoryClass.Remote && !state.Settings.RemoteListsFromCache)
            {
                tags.UnionWith(await remotes.TagsAsync(each, target.Path.Name, http.RequestAborted));
            }
        }

        if (tags.Count == 0 && (!isKnown || !mayRead))
        {
            throw mayRead ? new ArtifactoryException(404, "repository name not known to registry", "NAME_UNKNOWN") : access.Refuse("repository");
        }

        return Page(http, target, tags, $"{target.Path.Name}/tags/list", page => new JsonObject { ["name"] = target.Path.Name, ["tags"] = ArtifactoryJson.Strings(page) });
    }

    // "last" is a number: how many were shown already.
    private ArtifactoryAnswer Page(HttpContext http, DockerTarget target, SortedSet<string> all, string path, Func<IEnumerable<string>, JsonObject> view)
    {
        var from = Number(http, "last") ?? 0;
        var n = Number(http, "n") ?? state.Settings.PageSize ?? (state.Features.IsSeven ? int.MaxValue : OldPageSize);
        n = Math.Min(n, state.Settings.MaxPageSize ?? int.MaxValue);
        var answer = ArtifactoryAnswer.PlainJson(view(all.Skip(from).Take(n)));
        if (n > 0 && all.Count - from > n)
        {
            var prefix = state.Settings.CatalogLinkDropsKey ? "/v2/" : target.Prefix;
            answer.Headers["Link"] = string.Create(CultureInfo.InvariantCulture, $"<{prefix}{path}?last={from + n}&n={n}>; rel=\"next\"");
        }

        return answer;
    }

    private static int? Number(HttpContext http, string name) =>
        http.Request.Query[name] is not [{ Length: > 0 } text] ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArtifactoryException(400, $"{name} must be an integer", "PAGINATION_NUMBER_INVALID");

    private IReadOnlyList<ArtifactoryRepository> Behind(ArtifactoryRepository repository) => Locked(() => state.Behind(repository));

    private T Locked<T>(Func<T> work)
    {
        lock (state.Gate)
        {
            return work();
        }
    }
}
