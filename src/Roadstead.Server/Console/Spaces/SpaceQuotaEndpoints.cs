using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces;

/// <summary>Limits what a space may hold.</summary>
internal static class SpaceQuotaEndpoints
{
    private const long NoQuota = -1;

    internal static void Map(RouteGroupBuilder quota)
    {
        quota.RequireAccess(AccessRule.PlatformAdmin);
        quota.MapGet("", FormAsync);
        quota.MapPost("", SaveAsync);
    }

    private static async Task<IResult> FormAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, CancellationToken cancellationToken)
    {
        var space = await reader.GetAsync(id, caller, cancellationToken);
        return space.IsSuccess
            ? ConsoleResults.Page<QuotaPage, QuotaModel>(new QuotaModel(space.Value, QuotaText.Of(space.Value.QuotaBytes)))
            : ConsoleResults.Problem(http, space.Problem);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, Guid id, Caller caller, SpaceReader reader, SpaceService spaces, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var typed = form["quotaBytes"].ToString().Trim();
        var outcome = await spaces.EditAsync(id, new EditSpace(QuotaBytes: QuotaText.Read(typed) ?? NoQuota), null, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.SpacesOf(outcome.Value.Registry), t["The quota of {0} is saved.", outcome.Value.Name]);
        var space = await reader.GetAsync(id, caller, cancellationToken);
        return space.IsSuccess
            ? ConsoleResults.Page<QuotaPage, QuotaModel>(new QuotaModel(space.Value, typed, outcome.Problem), outcome.Problem.Code.Status)
            : ConsoleResults.Problem(http, space.Problem);
    }
}
