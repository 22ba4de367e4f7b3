using Roadstead.Server.Console.Registries;
using Roadstead.Server.Console.Tokens;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Artifacts;
using Roadstead.Server.Images.Deletion;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Console.Images;

/// <summary>What a registry holds, down to the artifact: the platform's for its admins, a workspace's own for its members.</summary>
internal static class RegistryImageEndpoints
{
    internal static void Map(RouteGroupBuilder registries, AccessRule see, AccessRule change)
    {
        var images = registries.MapGroup("/{r}/images").RequireAccess(see);
        images.MapGet("", List);
        images.MapGet("/tags", TagsAsync);
        images.MapGet("/artifact", ArtifactAsync);
        images.MapGet("/scan", ScanAsync);
        DeleteImageEndpoints.Map(images, change);
        DeleteAllEndpoints.Map(images, change);
    }

    private static IResult List(HttpContext http, string r, string? space, [AsParameters] ListQuery query, ImageService images, FacetService facets, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var page = images.ListOfRegistry(level.Workspace, r, ImageShow.Filter(null, null, space), query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var from = ImageViewpoint.OfRegistry(level, r);
        var model = new ImagesModel(from, query.Url(from.List).With("space", space), facets.OfRegistry(level.Workspace, r), page.Value.Items, page.Value.NextCursor, page.Value.Total);
        return ConsoleResults.Page<RegistryImagesPage, ImageRows, ImagesModel>(http, model);
    }

    private static async Task<IResult> TagsAsync(
        HttpContext http, string r, string? image, [AsParameters] ListQuery query, FacetService facets, TagService tags, ImageDeletionService deletion, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var page = await tags.ListOfRegistryAsync(level.Workspace, r, image, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var from = ImageViewpoint.OfRegistry(level, r);
        return ConsoleResults.Page<TagsPage, TagRows, TagsModel>(
            http, new TagsModel(from, place.Value, query.Url(from.List + "/tags").With("image", image), page.Value.Items, page.Value.NextCursor, page.Value.Total)
            {
                MayDelete = level.MayChange && deletion.CanDelete(place.Value),
            });
    }

    private static async Task<IResult> ArtifactAsync(
        HttpContext http, string r, string? image, string? reference, string? client, Caller caller, FacetService facets, ArtifactService artifacts, ScanService scans, ImageDeletionService deletion, SecretCookie secrets, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        var place = facets.LocateIn(level.Workspace, r, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var model = await ImagePageEndpoints.ReadArtifactAsync(http, ImageViewpoint.OfRegistry(level, r), place.Value, reference, client, caller, artifacts, scans, secrets, cancellationToken);
        return ImagePageEndpoints.ShowArtifact(model with { MayDelete = model.Artifact is not null && level.MayChange && deletion.CanDelete(place.Value) });
    }

    private static async Task<IResult> ScanAsync(HttpContext http, string r, string? image, string? reference, FacetService facets, ScanService scans, CancellationToken cancellationToken)
    {
        var level = RegistryLevel.Of(http);
        return await ImagePageEndpoints.ShowScanAsync(http, ImageViewpoint.OfRegistry(level, r), facets.LocateIn(level.Workspace, r, image), reference, scans, cancellationToken);
    }
}
