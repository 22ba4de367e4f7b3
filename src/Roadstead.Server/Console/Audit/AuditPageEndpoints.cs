using System.Globalization;
using Roadstead.Server.Audit;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Audit;

internal static class AuditPageEndpoints
{
    internal static void Map(RouteGroupBuilder pages) => pages.MapGet(ConsolePaths.Audit, ListAsync).RequireAccess(AccessRule.PlatformAdmin);

    private static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] ListQuery query, string? actor, string? action, string? @object, string? from, string? to, AuditService audit, CancellationToken cancellationToken)
    {
        var url = new ListUrl(ConsolePaths.Audit).With("q", query.Q).With("actor", actor).With("action", action).With("object", @object).With("from", from).With("to", to).With("cursor", query.Cursor);
        var errors = new FieldErrors();
        var since = Day(from, "from", errors);
        var until = Day(to, "to", errors)?.AddDays(1); // the day itself counts
        var page = errors.ToProblem() is { } invalid ? invalid : await audit.ListAsync(new AuditFilter { Actor = actor?.Trim(), Action = action, Object = @object?.Trim(), From = since, To = until }, query, cancellationToken);
        var model = page.IsSuccess
            ? new AuditModel(url, page.Value.Items, page.Value.NextCursor, page.Value.Total)
            : new AuditModel(url, [], null, 0) { Problem = page.Problem };
        return ConsoleResults.Page<AuditPage, AuditRows, AuditModel>(http, model, page.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    private static DateTimeOffset? Day(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var valid = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue;
        errors.Require(valid, field, "A day is written as 2026-11-21 (UTC).");
        return valid ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
    }
}
