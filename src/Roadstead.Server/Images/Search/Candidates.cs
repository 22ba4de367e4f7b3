using System.Text.Json;
using Microsoft.Data.Sqlite;
using Roadstead.Server.Http;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Search;

/// <summary>One search.</summary>
internal sealed class Candidates(
    IndexSession session, ImageScope scope, SearchText text, Dictionary<long, Guid> registries, ImageHit? after, int take, CancellationToken cancellationToken)
{
    /// <summary>Whoever may see no more than this is served by looking at all of it: less than the matches of a common text would cost.</summary>
    private const int Little = 5000;

    /// <summary>Of more parts than this it is not worth finding out.</summary>
    private const int FewParts = 200;

    private const string Newest =
        """
        SELECT registry, path, updated_at FROM repositories
        WHERE updated_at <= $1 AND (updated_at < $1 OR (path, registry) > ($2, $3))
        ORDER BY updated_at DESC, path, registry
        """;

    private const string Ranges =
        """
        SELECT r.registry, r.path, r.updated_at FROM json_each($1) p
        CROSS JOIN repositories r ON r.registry = p.value ->> 0 AND r.path >= p.value ->> 1 AND r.path < p.value ->> 2
        """;

    private const string CountOfRanges = $"SELECT count(*) FROM ({Ranges} LIMIT $2)";

    private const string Trigrams =
        "SELECT r.registry, r.path, r.updated_at FROM names n JOIN repositories r ON r.id = n.rowid WHERE names MATCH $1";

    private const string Scan = "SELECT registry, path, updated_at FROM repositories r WHERE instr(path, $1) > 0";

    private const string HasTag = "EXISTS (SELECT 1 FROM tags t WHERE t.repository = r.id AND t.hidden = 0 AND instr(lower(t.name), $2) > 0)";

    private static readonly string RangesWithTag = $"{Ranges} WHERE {HasTag}";

    private static readonly string TrigramsWithTag = $"{Trigrams} AND {HasTag}";

    // Which words the names of registries hold, by the registries' keys.
    private readonly Dictionary<long, int> named = Named(scope, text, registries);

    /// <summary>
    /// The repositories that hold the words: each in the path, and of several one in the registry's name. All of them are looked at: the best may be the last.
    /// Where there is none, the words may be a registry's name alone, or one of them a tag's.
    /// </summary>
    public (IReadOnlyList<ImageHit> Hits, bool HasMore, long? Total) Matches()
    {
        var hits = new HitCollector(after, take);
        var isLittle = scope.Prefixes.Take(FewParts + 1).Count() <= FewParts && session.Number(CountOfRanges, Parts(), Little + 1) <= Little;
        var inName = InAnyName() is var bits && bits == All ? 0 : bits;
        if (isLittle) Look(hits, Ranges, inName, Parts());
        else if (Phrases(inName) is { Length: > 0 } phrases) Look(hits, Trigrams, inName, phrases);
        else Look(hits, Scan, inName, text.Words.Where((_, i) => (inName & (1 << i)) == 0).MaxBy(word => word.Length)!);
        if (hits.Count > 0) return (hits.Hits, hits.HasMore, hits.Total);
        if (inName == 0 && InAnyName() == All) return Everything();

        for (var i = 0; i < text.Words.Count; i++)
        {
            if (isLittle) Look(hits, RangesWithTag, inName, Parts(), text.Words[i], i);
            else if (Phrases(inName | (1 << i)) is { Length: > 0 } others) Look(hits, TrigramsWithTag, inName, others, text.Words[i], i);
        }

        return (hits.Hits, hits.HasMore, hits.Total);
    }

    private int All => (1 << text.Words.Count) - 1;

    private int InAnyName() => named.Values.Aggregate(0, (all, bits) => all | bits);

    private void Look(HitCollector hits, string sql, int inName, string where, string? tag = null, int inTag = -1) => session.ForEach(
        sql,
        row =>
        {
            if (Hit(row, inName, inTag) is { } hit) hits.Add(hit);
        },
        cancellationToken,
        tag is null ? [where] : [where, tag]);

    /// <summary>What the index of trigrams is asked for: the words, but for those left out and those too short.</summary>
    private string Phrases(int without) => string.Join(
        " AND ",
        text.Words.Where((word, i) => (without & (1 << i)) == 0 && word.Length >= SearchText.MinIndexedLength).Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    /// <summary>
    /// All that may be shown. Where that is little, its parts are read by their ranges; where it is more than is counted,
    /// the newest are soon found in the order of their age.
    /// </summary>
    public (IReadOnlyList<ImageHit> Hits, bool HasMore, long? Total) Everything()
    {
        var hits = new HitCollector(after, take);
        foreach (var hit in session.Enumerate(Ranges, row => Hit(row, All), Parts()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hit is { } found) hits.Add(found);
            if (hits.Count > ListQuery.MaxTotal) return NewestFirst();
        }

        return (hits.Hits, hits.HasMore, hits.Total);
    }

    private (IReadOnlyList<ImageHit> Hits, bool HasMore, long? Total) NewestFirst()
    {
        var page = new List<ImageHit>(take + 1);
        foreach (var hit in session.Enumerate(Newest, row => Hit(row, All), after?.UpdatedAt ?? long.MaxValue, after?.Path ?? "", after?.Registry ?? 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hit is { } found) page.Add(found);
            if (page.Count > take) break;
        }

        return (page[..Math.Min(take, page.Count)], page.Count > take, null);
    }

    /// <param name="row">A row of the index.</param>
    /// <param name="inName">The words that the registry's name may hold.</param>
    /// <param name="inTag">The word that a tag of it holds; negative for none.</param>
    private ImageHit? Hit(SqliteDataReader row, int inName, int inTag = -1)
    {
        var registry = row.GetInt64(0);
        var path = row.GetString(1);
        var elsewhere = (inName == 0 ? 0 : named.GetValueOrDefault(registry) & inName) | (inTag < 0 ? 0 : 1 << inTag);
        return text.Rank(path, elsewhere) is { } rank && registries.TryGetValue(registry, out var id)
            && (text.Registry is null || text.Registry.Id == id) && scope.TryLocate(id, path, out _, out _)
            ? new ImageHit(rank, row.GetInt64(2), path, registry)
            : null;
    }

    private static Dictionary<long, int> Named(ImageScope scope, SearchText text, Dictionary<long, Guid> registries)
    {
        var facts = scope.Registries.ToDictionary(registry => registry.Id, text.NamedBy);
        return registries.Where(registry => facts.GetValueOrDefault(registry.Value) != 0).ToDictionary(registry => registry.Key, registry => facts[registry.Value]);
    }

    // What is within 'team-a' stands from 'team-a' to 'team-a0', the character after '/'; some of what stands there is not within, and the scope says so.
    private string Parts()
    {
        var keys = registries.ToDictionary(pair => pair.Value, pair => pair.Key);
        var parts = scope.Prefixes
            .Where(prefix => keys.ContainsKey(prefix.Registry.Id) && (text.Registry is null || text.Registry.Id == prefix.Registry.Id))
            .Select(prefix => (Key: keys[prefix.Registry.Id], From: prefix.Prefix, To: prefix.Prefix.Length == 0 ? "\u007f" : prefix.Prefix + "0"))
            .OrderBy(part => part.Key).ThenBy(part => part.From, StringComparer.Ordinal);

        // Ranges of nested spaces lie within each other: each row is to be read once.
        var ranges = new List<(long Key, string From, string To)>();
        foreach (var part in parts)
        {
            if (ranges.Count > 0 && ranges[^1] is var last && last.Key == part.Key && string.CompareOrdinal(part.From, last.To) < 0)
                ranges[^1] = last with { To = string.CompareOrdinal(last.To, part.To) < 0 ? part.To : last.To };
            else ranges.Add(part);
        }

        return JsonSerializer.Serialize(ranges.Select(range => new object[] { range.Key, range.From, range.To }));
    }
}
