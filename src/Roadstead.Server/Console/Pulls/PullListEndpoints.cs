using System.Globalization;
using Roadstead.Server.Http;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Pulls;

internal static class PullListEndpoints
{
    internal static void Map(RouteGroupBuilder pages) => pages.MapGet(ConsolePaths.Pulls, ListAsync).RequireAccess(AccessRule.PlatformAdmin);

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, PullListService pulls, CancellationToken cancellationToken)
    {
        var url = PullsModel.Filters.Aggregate(query.Url(ConsolePaths.Pulls), (made, filter) => made.With(filter, http.Request.Query[filter].ToString().Trim()));
        var errors = new FieldErrors();
        var filter = new PullFilter(WireName.Read<PullAnswer>(url["answer"]), url["reason"], Minute(url["from"], "from", errors), Minute(url["to"], "to", errors))
        {
            Namespace = url["namespace"]?.Replace(" ", "", StringComparison.Ordinal),
            Workspace = url["workspace"],
            Registry = url["registry"],
        };
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
        var valid = DateTimeOffset.TryParseExact(text, PullLinks.MinuteFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var minute);
        errors.Require(valid, field, "A minute is written as 2026-11-21T14:05Z.");
        return valid ? minute : null;
    }
}
