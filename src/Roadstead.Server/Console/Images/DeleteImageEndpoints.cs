using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Registries;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Deletion;

namespace Roadstead.Server.Console.Images;

/// <summary>Deletes a tag or an artifact at its registry, after it was shown what runs with it.</summary>
internal static class DeleteImageEndpoints
{
    internal static void Map(RouteGroupBuilder images, AccessRule change)
    {
        images.MapGet("/delete", Ask).RequireAccess(change);
        images.MapPost("/delete", DeleteAsync).RequireAccess(change);
    }

    private static IResult Ask(HttpContext http, string r, string? image, string? reference, FacetService facets, ImageDeletionService images, IStringLocalizer<ConsoleText> t)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var impact = images.Impact(level.Workspace, r, image, reference);
        return impact.IsSuccess ? ConfirmResults.Ask(http, Question(level, r, place.Value, reference!.Trim(), impact.Value, t)) : ConsoleResults.Problem(http, impact.Problem);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, string r, string? image, string? reference, FacetService facets, ImageDeletionService images, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, place.Value.Path, t);
        if (problem is null)
        {
            var outcome = await images.DeleteAsync(level.Workspace, r, image, reference, form["acknowledge"], cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, level.LinksOf(r).Images, t["{0} is deleted.", Shown(place.Value, reference!.Trim())]);
            problem = outcome.Problem;
        }

        var impact = images.Impact(level.Workspace, r, image, reference);
        return impact.IsSuccess
            ? ConfirmResults.Ask(http, Question(level, r, place.Value, reference!.Trim(), impact.Value, t) with { Problem = problem })
            : ConsoleResults.Problem(http, impact.Problem);
    }

    private static ConfirmModel Question(RegistryLevel level, string registry, ImagePlace place, string reference, ImpactView impact, IStringLocalizer<ConsoleText> t)
    {
        var from = ImageViewpoint.OfRegistry(level, registry);
        return new ConfirmModel(
            t["Delete {0}?", Shown(place, reference)],
            IsDigest(reference)
                ? t["The registry deletes the artifact, all tags that name it and what is attached to it. This cannot be undone."]
                : t["The registry deletes the tag. What it names stays while another tag names it; with its last tag it goes as well at some registries."],
            from.Delete(place.Image, reference),
            t["Delete"],
            from.Artifact(place.Image, reference).ToString(),
            impact,
            place.Path);
    }

    private static string Shown(ImagePlace place, string reference) => IsDigest(reference) ? $"{place.Path}@{DigestText.Short(reference)}" : $"{place.Path}:{reference}";

    private static bool IsDigest(string reference) => reference.Contains(':', StringComparison.Ordinal);
}
