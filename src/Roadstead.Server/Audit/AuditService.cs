using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Audit;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Audit;

/// <summary>Reads the audit, newest first. <see cref="ChangeService"/> writes it.</summary>
public sealed class AuditService(IDbContextFactory<RoadsteadDb> contexts)
{
    public async Task<Outcome<Page<AuditView>>> ListAsync(AuditFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        long before = long.MaxValue;
        if (query.Cursor is not null && Cursor.TryDecode(query.Cursor, out var keys) && !long.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Problem.ForField(ErrorCodes.ValidationFailed, "cursor", "This cursor is of another list: take nextCursor of the page before, unchanged.");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Filtered(db.AuditEntries.AsNoTracking(), filter, query.Pattern);
        var total = await rows.OrderBy(e => e.Id).Take(ListQuery.MaxTotal + 1).CountAsync(cancellationToken);
        var page = await rows.Where(e => e.Id < before).OrderByDescending(e => e.Id).Take(query.Take + 1).ToListAsync(cancellationToken);
        var next = page.Count > query.Take ? Cursor.Encode(page[query.Take - 1].Id.ToString(CultureInfo.InvariantCulture)) : null;
        return new Page<AuditView>([.. page.Take(query.Take).Select(View)], next, total > ListQuery.MaxTotal ? null : total);
    }

    private static IQueryable<AuditEntry> Filtered(IQueryable<AuditEntry> rows, AuditFilter filter, string? pattern)
    {
        if (!string.IsNullOrEmpty(filter.Actor))
            rows = rows.Where(e => e.Actor == filter.Actor);
        if (!string.IsNullOrEmpty(filter.Action))
            rows = rows.Where(e => e.Action == filter.Action || e.Action.StartsWith(filter.Action + "."));
        if (!string.IsNullOrEmpty(filter.Object))
            rows = rows.Where(e => e.Object == filter.Object || e.Object.StartsWith(filter.Object + "/"));
        if (filter.From is { } from)
            rows = rows.Where(e => e.At >= from);
        if (filter.To is { } to)
            rows = rows.Where(e => e.At < to);
        if (pattern is not null)
            rows = rows.Where(e => EF.Functions.Like(e.Object, pattern, ListQuery.Escape) || EF.Functions.Like(e.Action, pattern, ListQuery.Escape) || EF.Functions.Like(e.Actor, pattern, ListQuery.Escape));
        return rows;
    }

    private static AuditView View(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.Actor, entry.Action, entry.Object, entry.Outcome, Json(entry.Before), Json(entry.After), entry.Source);

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
