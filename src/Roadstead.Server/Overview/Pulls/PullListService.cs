using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Overview.Pulls;

/// <summary>Lists the answers of the doors, newest minute first. A page is read by the key of the last row, in the order of the store's own key.</summary>
internal sealed class PullListService(IDbContextFactory<RoadsteadDb> contexts)
{
    private const string Between = "\n";

    public async Task<Outcome<Page<PullView>>> ListAsync(PullFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(db.AccessCounts.AsNoTracking(), filter, query.Pattern);
        if (query.Cursor is { Length: > 0 } && Cursor.TryDecode(query.Cursor, out var keys))
        {
            if (keys is not [var ticks, var after] || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks)
                return Problem.ForField(ErrorCodes.ValidationFailed, "cursor", "This cursor is of another list: take nextCursor of the page before, unchanged.");
            var minute = new DateTimeOffset(at, TimeSpan.Zero);
            rows = rows.Where(row => row.Minute <= minute
                && (row.Minute < minute || string.Compare(row.Cluster + Between + row.Namespace + Between + row.Image + Between + row.Reason, after) > 0));
        }

        var page = await rows.OrderByDescending(row => row.Minute).ThenBy(row => row.Cluster + Between + row.Namespace + Between + row.Image + Between + row.Reason)
            .Take(query.Take + 1).ToListAsync(cancellationToken);
        var next = page.Count > query.Take ? NextOf(page[query.Take - 1]) : null;
        return new Page<PullView>([.. page.Take(query.Take).Select(View)], next, null);
    }

    private static string NextOf(AccessCount row) =>
        Cursor.Encode(row.Minute.UtcTicks.ToString(CultureInfo.InvariantCulture), string.Join(Between, row.Cluster, row.Namespace, row.Image, row.Reason));

    private static IQueryable<AccessCount> Filtered(IQueryable<AccessCount> rows, PullFilter filter, string? pattern)
    {
        if (filter.Answer is { } answer)
        {
            var reasons = PullReasons.Of(answer);
            rows = rows.Where(row => reasons.Contains(row.Reason));
        }

        if (filter.Reason is { } reason)
            rows = rows.Where(row => row.Reason == reason);
        if (filter.From is { } from)
            rows = rows.Where(row => row.Minute >= from);
        if (filter.To is { } to)
            rows = rows.Where(row => row.Minute < to);
        if (pattern is not null)
            rows = rows.Where(row => EF.Functions.Like(row.Image, pattern, ListQuery.Escape) || EF.Functions.Like(row.Namespace, pattern, ListQuery.Escape) || EF.Functions.Like(row.Cluster, pattern, ListQuery.Escape));
        return rows;
    }

    private static PullView View(AccessCount row) => new(row.Minute, row.Cluster, row.Namespace, row.Image, row.Reason, PullReasons.AnswerOf(row.Reason), row.Count);
}
