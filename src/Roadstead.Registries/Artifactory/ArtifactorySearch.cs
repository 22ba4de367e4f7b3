using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Searches for manifests by AQL. An image's tag is a folder with <c>manifest.json</c> or <c>list.manifest.json</c> in it. For administrators alone: of others' searches
/// Artifactory cuts off the end, and does not say so. The free editions do not sort, and what is not sorted cannot be cut into pages: there a search serves while one page
/// holds all, else it is <see cref="RegistryErrorCode.Unsupported"/>.
/// </summary>
internal sealed class ArtifactorySearch(ArtifactoryClient client)
{
    private const int PageSize = 1000;
    private const int MaxWalks = 3;
    private const string Manifests = "\"name\":{\"$match\":\"*manifest.json\"}";

    /// <summary>True when this login's searches are complete.</summary>
    public async Task<bool> IsCompleteAsync(CancellationToken cancellationToken) => (await client.Session.ProveAsync(cancellationToken)).IsAdministrator;

    /// <summary>The manifests of a repository.</summary>
    public IAsyncEnumerable<WireItem> OfRepositoryAsync(string key, CancellationToken cancellationToken) => FindAsync($"{Manifests},\"repo\":{Text(key)}", cancellationToken);

    /// <summary>The manifests of an image, and of images whose path goes on from it.</summary>
    public IAsyncEnumerable<WireItem> OfImageAsync(string key, string image, CancellationToken cancellationToken) =>
        FindAsync($"{Manifests},\"repo\":{Text(key)},\"path\":{{\"$match\":{Text(image + "/*")}}}", cancellationToken);

    /// <summary>The manifests of these repositories that changed at this moment or later.</summary>
    public IAsyncEnumerable<WireItem> ChangedAsync(IReadOnlyCollection<string> keys, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var repositories = string.Join(',', keys.Select(key => $"{{\"repo\":{Text(key)}}}"));
        var moment = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return FindAsync($"{Manifests},\"modified\":{{\"$gte\":\"{moment}\"}},\"$or\":[{repositories}]", cancellationToken);
    }

    private bool Sorts => client.Session.Edition != ArtifactoryEdition.Free;

    // Each page begins with the last row of the one before: what goes meanwhile shifts the rest, and would have something missed. Then it begins again.
    private async IAsyncEnumerable<WireItem> FindAsync(string criteria, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var walk = 0; walk < MaxWalks; walk++)
        {
            var (offset, pages, shifted) = (0, 0, false);
            WireItem? last = null;
            while (true)
            {
                if (++pages > client.Options.MaxPages)
                {
                    throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"A search of manifests finds more than Roadstead reads ({client.Options.MaxPages} pages).");
                }

                var rows = await ReadPageAsync(criteria, offset, cancellationToken);
                if (rows.Count >= PageSize && !Sorts)
                {
                    throw new RegistryException(RegistryErrorCode.Unsupported, $"A search finds more than {PageSize} manifests, which a free edition does not give in order.");
                }

                if (last is not null && (rows.Count == 0 || !SamePlace(rows[0], last)))
                {
                    shifted = true;
                    break;
                }

                foreach (var row in last is null ? rows : rows.Skip(1))
                {
                    yield return row;
                }

                if (rows.Count < PageSize)
                {
                    break;
                }

                (last, offset) = (rows[^1], offset + rows.Count - 1);
            }

            if (!shifted)
            {
                yield break;
            }
        }

        throw new RegistryException(RegistryErrorCode.InvalidAnswer, "A search of manifests never held still while it was read.");
    }

    private async Task<IReadOnlyList<WireItem>> ReadPageAsync(string criteria, int offset, CancellationToken cancellationToken)
    {
        var sort = Sorts ? ".sort({\"$asc\":[\"repo\",\"path\",\"name\"]})" : "";
        var query = $"items.find({{{criteria}}}).include(\"repo\",\"path\",\"name\",\"created\",\"modified\",\"sha256\"){sort}.offset({offset}).limit({PageSize})";
        var answer = await client.PostTextAsync("/api/search/aql", query, "text/plain", cancellationToken);
        return !answer.IsSuccess ? throw ArtifactoryError.From(answer, "a search of manifests")
            : answer.Read(ArtifactoryJson.Default.WireItems).Results is { } rows ? [.. rows.OfType<WireItem>()]
            : throw answer.Unreadable();
    }

    private static bool SamePlace(WireItem one, WireItem other) => (one.Repo, one.Path, one.Name) == (other.Repo, other.Path, other.Name);

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
