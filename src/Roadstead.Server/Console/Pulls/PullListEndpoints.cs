using System.Globalization;
using Roadstead.Server.Http;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Pulls;

internal static class PullListEndpoints
{
    internal static void Map(RouteGroupBuilder pages) => pages.MapGet(ConsolePaths.Pulls, ListAsync).RequireAccess(AccessRule.PlatformAdmin);

    private static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] ListQuery query, string? answer, string? reason, string? from, string? to, PullListService pulls, CancellationToken cancellationToken)
    {
        var url = query.Url(ConsolePaths.Pulls).With("answer", answer).With("reason", reason).With("from", from).With("to", to);
        var errors = new FieldErrors();
        var filter = new PullFilter(WireName.Read<PullAnswer>(answer), string.IsNullOrEmpty(reason) ? null : reason, Minute(from, "from", errors), Minute(to, "to", errors));
        var page = errors.ToProblem() is { } invalid ? invalid : await pulls.ListAsync(filter, query.Whole(), cancellationToken);
        var model = page.IsSuccess
            ? new PullsModel(url, page.Value.Items, page.Value.NextCursor) { From = filter.From, To = filter.To }
            : new PullsModel(url, [], null) { Problem = page.Problem };
        return ConsoleResults.Page<PullsPage, PullRows, PullsModel>(http, model, page.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    private static DateTimeOffset? Minute(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var valid = DateTimeOffset.TryParseExact(text, PullLinks.MinuteFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var minute);
        errors.Require(valid, field, "A minute is written as 2026-11-21T14:05Z.");
        return valid ? minute : null;
    }
}
