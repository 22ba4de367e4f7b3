using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;
using Roadstead.Testing.Artifactory.Repositories;

namespace Roadstead.Testing.Artifactory.Storage;

/// <summary>The storage summary: counted now and then, and shown as it was counted. The caller holds the gate.</summary>
internal sealed class StorageSummary
{
    private const long DiskBytes = 204L * 1024 * 1024 * 1024;
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    private JsonObject? counted;
    private DateTimeOffset countedAt;

    public JsonObject Show(ArtifactoryState state)
    {
        if (counted is null || state.Settings.StorageIsLive || state.Now - countedAt >= MaxAge)
        {
            Calculate(state);
        }

        return (JsonObject)counted!.DeepClone();
    }

    public void Calculate(ArtifactoryState state)
    {
        var (rows, items) = (new JsonArray(), new List<StoredItem>());
        var all = state.Repositories.Where(repository => repository.Class != RepositoryClass.Virtual).Select(repository => (Repository: repository, Items: StorageLayout.Items(repository).ToList())).ToList();
        var total = all.Sum(each => each.Items.Sum(item => item.Size));
        foreach (var (repository, own) in all)
        {
            items.AddRange(own);

            // A remote's content is its cache's; the remote itself has none.
            var type = repository.Class == RepositoryClass.Remote ? "CACHE" : repository.Class.ToString().ToUpperInvariant();
            var package = char.ToUpperInvariant(repository.PackageType[0]) + repository.PackageType[1..];
            rows.Add(Row(state, repository.StorageKey, type, own, total).With(true, "packageType", package).With(state.Features.UsedSpaceInBytes, "projectKey", repository.ProjectKey.Length > 0 ? repository.ProjectKey : "default"));
        }

        rows.Add(Row(state, "TOTAL", "NA", items, total));
        var binaries = items.DistinctBy(item => item.Sha256).ToList();
        var physical = binaries.Sum(item => item.Size);
        counted = new JsonObject
        {
            ["binariesSummary"] = new JsonObject
            {
                ["binariesCount"] = SizeText.Count(binaries.Count),
                ["binariesSize"] = SizeText.Of(physical),
                ["artifactsSize"] = SizeText.Of(total),
                ["optimization"] = SizeText.Percent(physical, total),
                ["itemsCount"] = SizeText.Count(items.Count + items.Select(item => item.Path).Distinct().Count()),
                ["artifactsCount"] = SizeText.Count(items.Count),
            },
            ["fileStoreSummary"] = new JsonObject
            {
                ["storageType"] = "filesystem",
                ["storageDirectory"] = "/var/opt/jfrog/artifactory/data/filestore",
                ["totalSpace"] = SizeText.Of(DiskBytes),
                ["usedSpace"] = $"{SizeText.Of(physical)} ({SizeText.Percent(physical, DiskBytes)})",
                ["freeSpace"] = $"{SizeText.Of(DiskBytes - physical)} ({SizeText.Percent(DiskBytes - physical, DiskBytes)})",
            },
            ["repositoriesSummaryList"] = rows,
        };
        countedAt = state.Now;
    }

    private static JsonObject Row(ArtifactoryState state, string key, string type, List<StoredItem> items, long total)
    {
        var folders = items.SelectMany(item => Ancestors(item.Repository + "/" + item.Path)).Distinct().Count();
        var size = items.Sum(item => item.Size);
        return new JsonObject
        {
            ["repoKey"] = key,
            ["repoType"] = type,
            ["foldersCount"] = Count(state, folders),
            ["filesCount"] = Count(state, items.Count),
            ["usedSpace"] = SizeText.Of(size),
            ["itemsCount"] = Count(state, folders + items.Count),
        }.With(state.Features.UsedSpaceInBytes, "usedSpaceInBytes", size).With(key != "TOTAL", "percentage", SizeText.Percent(size, total));
    }

    // Counts are numbers, or texts, as the release likes.
    private static JsonValue Count(ArtifactoryState state, int count) => state.Features.IsSeven ? JsonValue.Create(count) : JsonValue.Create(SizeText.Count(count));

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..at];
        }

        yield return path;
    }
}
