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

    private const string Scan = "SELECT registry, path, updated_at FROM repositories WHERE instr(path, $1) > 0";

    /// <summary>The repositories whose path holds the text. All of them are looked at: the best may be the last.</summary>
    public (IReadOnlyList<ImageHit> Hits, bool HasMore, long? Total) Matches()
    {
        var hits = new HitCollector(after, take);
        void Look(SqliteDataReader row)
        {
            if (Hit(row) is { } hit) hits.Add(hit);
        }

        if (scope.Prefixes.Take(FewParts + 1).Count() <= FewParts && Parts() is var parts && session.Number(CountOfRanges, parts, Little + 1) <= Little)
            session.ForEach(Ranges, Look, cancellationToken, parts);
        else if (text.Text.Length >= SearchText.MinIndexedLength) session.ForEach(Trigrams, Look, cancellationToken, $"\"{text.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        else session.ForEach(Scan, Look, cancellationToken, text.Text);
        return (hits.Hits, hits.HasMore, hits.Total);
    }

    /// <summary>
    /// All that may be shown. Where that is little, its parts are read by their ranges; where it is more than is counted,
    /// the newest are soon found in the order of their age.
    /// </summary>
    public (IReadOnlyList<ImageHit> Hits, bool HasMore, long? Total) Everything()
    {
        var hits = new HitCollector(after, take);
        foreach (var hit in session.Enumerate(Ranges, Hit, Parts()))
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
        foreach (var hit in session.Enumerate(Newest, Hit, after?.UpdatedAt ?? long.MaxValue, after?.Path ?? "", after?.Registry ?? 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hit is { } found) page.Add(found);
            if (page.Count > take) break;
        }

        return (page[..Math.Min(take, page.Count)], page.Count > take, null);
    }

    private ImageHit? Hit(SqliteDataReader row)
    {
        var registry = row.GetInt64(0);
        var path = row.GetString(1);
        return text.Rank(path) is { } rank && registries.TryGetValue(registry, out var id) && (text.Registry is null || text.Registry.Id == id) && scope.TryLocate(id, path, out _, out _)
            ? new ImageHit(rank, row.GetInt64(2), path, registry)
            : null;
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
