using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>
/// Choose image: one dialog for every form that asks for an image. Each address gives its part to htmx, and the whole page to a browser without scripts.
/// </summary>
internal static class ChoosePageEndpoints
{
    internal static void Map(RouteGroupBuilder choose)
    {
        choose.MapGet("", ImagesAsync<ChooseDialog>);
        choose.MapGet("/images", ImagesAsync<ChooseCard>);
        choose.MapGet("/rows", ImagesAsync<ChooseRows>);
        choose.MapGet("/tags", TagsAsync<ChooseTagsCard>);
        choose.MapGet("/tags/rows", TagsAsync<ChooseTagRows>);
    }

    private static IResult ImagesAsync<TFragment>(
        HttpContext http, string cluster, string @namespace, string? @for, string? show, string? from, [AsParameters] ListQuery query,
        ImageService images, FacetService facets, CancellationToken cancellationToken)
        where TFragment : ModelPage<ChooseModel>
    {
        var page = images.ListForNamespace(cluster, @namespace, ChooseFrom.Filter(show, from), query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var choosing = new ChooseFor(cluster, @namespace, Given(@for));
        var url = query.Url(choosing.Path).With(ChooseFor.Field, @for).With("show", show).With("from", from);
        var list = new ImagesModel(ImageViewpoint.OfNamespace(cluster, @namespace), url, facets.OfNamespace(cluster, @namespace), page.Value.Items, page.Value.NextCursor, page.Value.Total);
        return ConsoleResults.Page<ChoosePage, TFragment, ChooseModel>(http, new ChooseModel(choosing, list));
    }

    private static async Task<IResult> TagsAsync<TFragment>(
        HttpContext http, string cluster, string @namespace, string? image, string? @for, string? q, string? show, string? from, string? tag, string? pin, string? cursor,
        FacetService facets, TagService tags, CancellationToken cancellationToken)
        where TFragment : ModelPage<ChooseTagsModel>
    {
        var place = facets.Locate(cluster, @namespace, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var choosing = new ChooseFor(cluster, @namespace, Given(@for));
        var url = new ListUrl(choosing.Path + "/tags").With("image", place.Value.Image).With(ChooseFor.Field, @for).With("q", q).With("show", show).With("from", from)
            .With(ChooseTagsModel.Search, tag).With(ChooseTagsModel.Pin, pin).With("cursor", cursor);
        var page = await tags.ListAsync(cluster, @namespace, image, new ListQuery { Q = Given(tag), Cursor = Given(cursor) }.Whole(), cancellationToken);
        var model = page.IsSuccess
            ? new ChooseTagsModel(choosing, place.Value, url, page.Value.Items, page.Value.NextCursor, page.Value.Total, null)
            : new ChooseTagsModel(choosing, place.Value, url, [], null, null, page.Problem);
        return ConsoleResults.Page<ChooseTagsPage, TFragment, ChooseTagsModel>(http, model, page.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
