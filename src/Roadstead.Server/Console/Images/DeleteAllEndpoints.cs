using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Registries;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Deletion;

namespace Roadstead.Server.Console.Images;

/// <summary>Deletes an image with all that it holds at its registry, after it was shown what runs with it.</summary>
internal static class DeleteAllEndpoints
{
    internal static void Map(RouteGroupBuilder images, AccessRule change)
    {
        images.MapGet("/delete-all", Ask).RequireAccess(change);
        images.MapPost("/delete-all", DeleteAsync).RequireAccess(change);
    }

    private static IResult Ask(HttpContext http, string r, string? image, FacetService facets, ImageDeletionService images, IStringLocalizer<ConsoleText> t)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var impact = images.ImpactOfAll(level.Workspace, r, image);
        return impact.IsSuccess ? ConfirmResults.Ask(http, Question(level, r, place.Value, impact.Value, t)) : ConsoleResults.Problem(http, impact.Problem);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string r, string? image, FacetService facets, ImageDeletionService images, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, place.Value.Path, t);
        if (problem is null)
        {
            var outcome = await images.DeleteAllAsync(level.Workspace, r, image, form["acknowledge"], cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, level.LinksOf(r).Images, t["{0} is deleted.", place.Value.Path]);
            problem = outcome.Problem;
        }

        var impact = images.ImpactOfAll(level.Workspace, r, image);
        return impact.IsSuccess
            ? ConfirmResults.Ask(http, Question(level, r, place.Value, impact.Value, t) with { Problem = problem })
            : ConsoleResults.Problem(http, impact.Problem);
    }

    private static ConfirmModel Question(RegistryLevel level, string registry, ImagePlace place, ImpactView impact, IStringLocalizer<ConsoleText> t)
    {
        var from = ImageViewpoint.OfRegistry(level, registry);
        return new ConfirmModel(
            t["Delete {0}?", place.Path],
            t["The registry deletes the image with every tag and artifact of it. This cannot be undone."],
            from.DeleteAll(place.Image),
            t["Delete"],
            from.TagsOf(place.Image),
            impact,
            place.Path);
    }
}
