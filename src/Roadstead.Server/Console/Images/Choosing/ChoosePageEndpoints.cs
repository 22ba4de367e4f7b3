using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Console.Images.Notes;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Artifacts;
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
        choose.MapGet("/tags/findings", FindingsAsync);
        choose.MapGet("/notes", NotesAsync);
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

    private static async Task<IResult> TagsAsync<TFragment>(HttpContext http, [AsParameters] ChooseTagsQuery query, FacetService facets, TagService tags, ScanService scans, ImageNoteService notes, CancellationToken cancellationToken)
        where TFragment : ModelPage<ChooseTagsModel>
    {
        var read = await ReadAsync(query, facets, tags, cancellationToken);
        if (!read.IsSuccess)
            return ConsoleResults.Problem(http, read.Problem);
        var model = read.Value;
        model = model with
        {
            Notes = NotesOf(model, digest => scans.FindKnown(model.Place, digest), notes),
            Findings = model.Items.Count > 0 && scans.CanTell(model.Place) ? (model.Url with { Path = model.For.Path + "/tags/findings" }).ToString() : null,
        };
        return ConsoleResults.Page<ChooseTagsPage, TFragment, ChooseTagsModel>(http, model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>Comes into a dialog that stands, in the time that somebody may wait: what the registry's scanner found of its tags.</summary>
    private static async Task<IResult> FindingsAsync(HttpContext http, [AsParameters] ChooseTagsQuery query, FacetService facets, TagService tags, ScanService scans, ImageNoteService notes, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(query, facets, tags, cancellationToken);
        if (!read.IsSuccess)
            return ConsoleResults.Problem(http, read.Problem);
        var model = read.Value;
        var found = await scans.FindManyAsync(model.Place, model.Items.Select(tag => tag.Digest), cancellationToken);
        return ConsoleResults.Page<ChooseTagsPage, TagFindings, ChooseTagsModel>(http, model with { Notes = NotesOf(model, found.GetValueOrDefault, notes) });
    }

    /// <summary>What there is to know of the image in a form's field.</summary>
    private static async Task<IResult> NotesAsync(HttpContext http, string cluster, string @namespace, string? image, ImageNoteService notes, CancellationToken cancellationToken) =>
        ConsoleResults.Page<ImageNotesPage, ImageNotes, ImageNotesModel>(http, await notes.FindAsync(cluster, @namespace, Given(image?.Trim()), cancellationToken));

    private static async Task<Outcome<ChooseTagsModel>> ReadAsync(ChooseTagsQuery query, FacetService facets, TagService tags, CancellationToken cancellationToken)
    {
        var place = facets.Locate(query.Cluster, query.Namespace, query.Image);
        if (!place.IsSuccess)
            return place.Problem;
        var choosing = new ChooseFor(query.Cluster, query.Namespace, Given(query.For));
        var page = await tags.ListAsync(query.Cluster, query.Namespace, query.Image, new ListQuery { Q = Given(query.Tag), Cursor = Given(query.Cursor) }.Whole(), cancellationToken);
        return page.IsSuccess
            ? new ChooseTagsModel(choosing, place.Value, query.Url(place.Value.Image), page.Value.Items, page.Value.NextCursor, page.Value.Total, null)
            : new ChooseTagsModel(choosing, place.Value, query.Url(place.Value.Image), [], null, null, page.Problem);
    }

    private static Dictionary<string, IReadOnlyList<ImageNote>> NotesOf(ChooseTagsModel model, Func<string, ScanSummary?> scan, ImageNoteService notes) => model.Items
        .Select(tag => (tag.Tag, Notes: notes.Of(tag, scan(tag.Digest))))
        .Where(one => one.Notes.Count > 0)
        .ToDictionary(one => one.Tag, one => one.Notes);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
