using System.Globalization;
using Roadstead.Core.Contracts.Audit;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Audit;

internal static class AuditPageEndpoints
{
    private static readonly string[] Minutes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Audit, ListAsync).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapGet(ConsolePaths.Audit + "/{id:long}", ShowAsync).RequireAccess(AccessRule.PlatformAdmin);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, AuditService audit, CancellationToken cancellationToken)
    {
        var asked = http.Request.Query;
        var url = AuditModel.Filters.Aggregate(query.Url(ConsolePaths.Audit), (made, filter) => made.With(filter, asked[filter].ToString().Trim()));
        var errors = new FieldErrors();
        var filter = new AuditFilter
        {
            Actor = url["actor"],
            Action = url["action"],
            Object = url["object"],
            Workspace = url["workspace"],
            Registry = url["registry"],
            Outcome = url["outcome"],
            From = Moment(url["from"], "from", TimeSpan.Zero, errors),
            To = Moment(url["to"], "to", TimeSpan.FromDays(1), errors),
        };
        var page = errors.ToProblem() is { } invalid ? invalid : await audit.ListAsync(filter, query.Whole(), cancellationToken);
        var model = page.IsSuccess
            ? new AuditModel(url, page.Value.Items, page.Value.NextCursor, page.Value.Total) { From = filter.From, To = filter.To }
            : new AuditModel(url, [], null, 0) { Problem = page.Problem };
        return ConsoleResults.Page<AuditPage, AuditRows, AuditModel>(http, model, page.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, long id, AuditService audit, CancellationToken cancellationToken)
    {
        var entry = await audit.GetAsync(id, cancellationToken);
        return entry.IsSuccess ? ConsoleResults.Page<AuditEntryPage, AuditView>(entry.Value) : ConsoleResults.Problem(http, entry.Problem);
    }

    // A day alone is meant whole: it ends when it is over.
    private static DateTimeOffset? Moment(string? text, string field, TimeSpan wholeDay, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + wholeDay;
        var valid = DateTimeOffset.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment);
        errors.Require(valid, field, "A time is written as 2026-11-21T14:05 or 2026-11-21 (UTC).");
        return valid ? moment : null;
    }
}
