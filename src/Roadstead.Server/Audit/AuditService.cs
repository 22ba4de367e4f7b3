using System.Globalization;
using System.Runtime.CompilerServices;
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
    /// <summary>No export has more rows. Whoever needs older ones narrows it by time.</summary>
    public const int MaxExported = 100_000;

    private const int ExportedAtOnce = 500;

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

    public async Task<Outcome<AuditView>> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditEntries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == id, cancellationToken) is { } entry
            ? View(entry)
            : new Problem(ErrorCodes.NotFound, "There is no entry of this number in the audit.");
    }

    /// <summary>All that match, newest first, at most <see cref="MaxExported"/>: read in parts, so that neither memory nor the store's one writer waits for a slow reader.</summary>
    public async IAsyncEnumerable<AuditView> ExportAsync(AuditFilter filter, ListQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        for (var left = MaxExported; left > 0;)
        {
            var last = before;
            List<AuditEntry> part;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
                part = await Filtered(db.AuditEntries.AsNoTracking(), filter, query.Pattern).Where(e => e.Id < last).OrderByDescending(e => e.Id).Take(Math.Min(left, ExportedAtOnce)).ToListAsync(cancellationToken);
            foreach (var entry in part) yield return View(entry);
            if (part.Count < ExportedAtOnce) yield break;
            before = part[^1].Id;
            left -= part.Count;
        }
    }

    private static IQueryable<AuditEntry> Filtered(IQueryable<AuditEntry> rows, AuditFilter filter, string? pattern)
    {
        if (!string.IsNullOrEmpty(filter.Actor))
            rows = rows.Where(e => e.Actor == filter.Actor);
        if (!string.IsNullOrEmpty(filter.Action))
            rows = rows.Where(e => e.Action == filter.Action || e.Action.StartsWith(filter.Action + "."));
        if (filter.Except is { } except)
            rows = rows.Where(e => e.Action != except);
        if (!string.IsNullOrEmpty(filter.Object))
            rows = rows.Where(e => e.Object == filter.Object || e.Object.StartsWith(filter.Object + "/") || e.Object.StartsWith(filter.Object + " "));
        if (!string.IsNullOrEmpty(filter.Workspace))
            rows = OfWorkspace(rows, filter.Workspace);
        if (!string.IsNullOrEmpty(filter.Registry))
            rows = OfRegistry(rows, filter.Registry);
        if (!string.IsNullOrEmpty(filter.Outcome))
            rows = rows.Where(e => e.Outcome == filter.Outcome);
        if (filter.From is { } from)
            rows = rows.Where(e => e.At >= from);
        if (filter.To is { } to)
            rows = rows.Where(e => e.At < to);
        if (pattern is not null)
            rows = rows.Where(e => EF.Functions.Like(e.Object, pattern, ListQuery.Escape) || EF.Functions.Like(e.Action, pattern, ListQuery.Escape) || EF.Functions.Like(e.Actor, pattern, ListQuery.Escape));
        return rows;
    }

    // An object is named by what it is in: a member "payments/mia", a registry of a workspace "payments/images", a binding "images/team-a payments", a pull identity "images payments prod".
    private static IQueryable<AuditEntry> OfWorkspace(IQueryable<AuditEntry> rows, string workspace) => rows.Where(e =>
        ((e.Action.StartsWith("workspace.") || e.Action.StartsWith("registry.") || e.Action.StartsWith("removed-host.") || e.Action.StartsWith("image.") || e.Action.StartsWith("pull-identity."))
            && (e.Object.StartsWith(workspace + "/") || (e.Object == workspace && e.Action.StartsWith("workspace."))))
        || (e.Action.StartsWith("space.") && e.Object.EndsWith(" " + workspace))
        || (e.Action.StartsWith("pull-identity.") && e.Object.Contains(" " + workspace + " ")));

    private static IQueryable<AuditEntry> OfRegistry(IQueryable<AuditEntry> rows, string registry) => rows.Where(e =>
        (e.Action.StartsWith("registry.") || e.Action.StartsWith("space.") || e.Action.StartsWith("pull-identity.") || e.Action.StartsWith("image."))
        && (e.Object == registry || e.Object.StartsWith(registry + "/") || e.Object.StartsWith(registry + " ")));

    private static AuditView View(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.Actor, entry.Action, entry.Object, entry.Outcome, Json(entry.Before), Json(entry.After), entry.Source);

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
