using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Overview.Pulls;

/// <summary>Lists the answers of the doors, newest minute first. A page is read by the key of the last row, in the order of the store's own key.</summary>
internal sealed class PullListService(IDbContextFactory<RoadsteadDb> contexts, IAccessMapSource maps)
{
    private const string Between = "\n";

    public async Task<Outcome<Page<PullView>>> ListAsync(PullFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(db.AccessCounts.AsNoTracking(), filter, query.Pattern);
        rows = await OfPlaceAsync(db, rows, filter, cancellationToken);
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

    private async Task<IQueryable<AccessCount>> OfPlaceAsync(RoadsteadDb db, IQueryable<AccessCount> rows, PullFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Namespace?.Split('/') is [var cluster, var ns])
            rows = rows.Where(row => row.Cluster == cluster && row.Namespace == ns);
        else if (filter.Namespace is { } name)
            rows = rows.Where(row => row.Namespace == name);
        if (filter.Workspace is { } workspace)
            rows = rows.Where(row => db.WorkspaceNamespaces.Any(held => held.Cluster == row.Cluster && held.Namespace == row.Namespace && held.Workspace!.Name == workspace));
        if (filter.Registry is not { } registry)
            return rows;

        // A name that was counted tells its registry by what it begins with; of a registry that there is none of, nothing was.
        var id = await db.Registries.Where(row => row.Name == registry && row.WorkspaceId == null).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken);
        if (id is null || maps.Current.FindRegistry(id.Value) is not { } fact)
            return rows.Where(row => false);
        var (direct, pulled) = (fact.Host.Length == 0 ? fact.PullPrefix : fact.Host + "/", fact.PullPrefix);
        return rows.Where(row => row.Image.StartsWith(direct) || row.Image.StartsWith(pulled));
    }

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
