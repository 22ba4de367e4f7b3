using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;
using Roadstead.Testing.Artifactory.Storage;

namespace Roadstead.Testing.Artifactory.Searches;

/// <summary>Searches in Artifactory's query language, of items alone.</summary>
internal sealed class SearchArea : IArtifactoryArea
{
    private static readonly string[] Usual = ["repo", "path", "name", "type", "size", "created", "created_by", "modified", "modified_by", "updated"];
    private static readonly string[] Required = ["repo", "path", "name"];

    public void Map(ArtifactoryRoutes routes) => routes.MapAsync("POST", "/api/search/aql", SearchAsync);

    private static async Task<ArtifactoryAnswer> SearchAsync(ArtifactoryCall call)
    {
        call.RequireUser();
        var running = call.State.Area<RunningSearches>();
        if (!running.Begin(call.State.Settings.SearchConcurrency))
        {
            throw new ArtifactoryException(429, "Too Many Requests");
        }

        try
        {
            await ServerDelay.OfAsync(call.State.Settings.SearchDuration, call.State.Settings.Time, call.Http.RequestAborted);
            return call.Locked(() => Search(call, AqlQuery.Parse(call.Text)));
        }
        finally
        {
            running.End();
        }
    }

    private static ArtifactoryAnswer Search(ArtifactoryCall call, AqlQuery query)
    {
        if (!call.Identity.IsAdmin && query.Include.Count > 0 && Required.Except(query.Include).Any())
        {
            throw ArtifactoryException.BadRequest("For permissions reasons AQL demands the following fields: repo, path and name.");
        }

        // Seen on a JCR (artifactory-cleanup#59) and on a Community Edition (jfrog-cli#957).
        if (query.SortBy.Count > 0 && !call.Features.IsPro)
        {
            throw ArtifactoryException.BadRequest($"Fail to execute query: {call.Text}: Sorting is not supported by AQL in the open source version");
        }

        if (query.SortBy.Except(query.Include.Count == 0 || query.Include.Contains("*") ? Usual : query.Include).FirstOrDefault() is { } hidden)
        {
            throw ArtifactoryException.BadRequest($"Only the following result fields are allowed to use in the sort section: {string.Join(", ", query.Include)}; not {hidden}");
        }

        var found = call.State.Repositories.Where(repository => repository.Class != RepositoryClass.Virtual)
            .SelectMany(repository => StorageLayout.Readable(call.State, call.Identity, repository))
            .Where(item => AqlCriteria.Match(query.Criteria, item));
        var limit = call.Identity.IsAdmin ? query.Limit : Math.Min(query.Limit ?? int.MaxValue, call.State.Settings.UserQueryLimit);
        var results = Sort(found, query).Skip(query.Offset).Take(limit ?? int.MaxValue).ToList();
        var answer = new JsonObject
        {
            ["results"] = ArtifactoryJson.Array(results, item => View(query, item)),
            ["range"] = new JsonObject { ["start_pos"] = query.Offset, ["end_pos"] = query.Offset + results.Count, ["total"] = results.Count }.With(limit is not null, "limit", limit),
        };
        return ArtifactoryAnswer.PlainJson(answer);
    }

    private static IEnumerable<StoredItem> Sort(IEnumerable<StoredItem> items, AqlQuery query)
    {
        if (query.SortBy.Count == 0)
        {
            return items;
        }

        var keys = query.SortBy.Select<string, Func<StoredItem, string?>>(field => item => AqlCriteria.Value(field, item)).ToList();
        return keys.Skip(1).Aggregate(
            query.Descending ? items.OrderByDescending(keys[0], StringComparer.Ordinal) : items.OrderBy(keys[0], StringComparer.Ordinal),
            (sorted, key) => query.Descending ? sorted.ThenByDescending(key, StringComparer.Ordinal) : sorted.ThenBy(key, StringComparer.Ordinal));
    }

    private static JsonObject View(AqlQuery query, StoredItem item)
    {
        // Properties alone, or with everything else that is usual, come as a list of their own.
        var named = query.Include.Where(field => field is not ("property" or "property.*") && field[0] != '@').ToList();
        var view = new JsonObject();
        foreach (var field in named.Count == 0 || named.Contains("*") ? Usual : [.. named])
        {
            view[field] = field == "size" ? JsonValue.Create(item.Size) : JsonValue.Create(AqlCriteria.Value(field, item));
        }

        var asked = query.Include.Where(field => field[0] == '@').Select(field => field[1..]).ToList();
        var shown = query.Include.Any(field => field is "property" or "property.*") ? item.Properties : item.Properties.Where(property => asked.Contains(property.Key)).ToDictionary();
        return view.With(shown.Count > 0, "properties", ArtifactoryJson.Array(shown, property => new JsonObject { ["key"] = property.Key, ["value"] = property.Value }));
    }
}
