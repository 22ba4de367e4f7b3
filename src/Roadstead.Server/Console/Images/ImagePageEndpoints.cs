using Roadstead.Core.Errors;
using Roadstead.Server.Console.Tokens;
using Roadstead.Server.Deployments;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Artifacts;
using Roadstead.Server.Images.Tags;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Images;

internal static class ImagePageEndpoints
{
    /// <summary>Goes on to the namespace that the picker names, or to the only one; else asks which.</summary>
    internal static async Task<IResult> PickAsync(HttpContext http, Caller caller, NamespaceService namespaces, CancellationToken cancellationToken)
    {
        if (NamespaceChoice.Read(http.Request.Query[NamespaceChoice.Field]) is var (cluster, ns))
            return ConsoleResults.GoTo(ConsolePaths.ImagesOf(cluster, ns));
        var places = await namespaces.ListOfCallerAsync(caller, cancellationToken);
        return places is [var only]
            ? ConsoleResults.GoTo(ConsolePaths.ImagesOf(only.Cluster, only.Namespace))
            : ConsoleResults.Page<PickNamespacePage, NamespaceChoice>(new NamespaceChoice(places));
    }

    internal static async Task<IResult> ListAsync(
        HttpContext http, string cluster, string @namespace, string? show, string? registry, string? space, [AsParameters] ListQuery query,
        Caller caller, NamespaceService namespaces, ImageService images, FacetService facets, DeploymentService deployments, CancellationToken cancellationToken)
    {
        var page = images.ListForNamespace(cluster, @namespace, ImageShow.Filter(show, registry, space), query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var choice = new NamespaceChoice(await namespaces.ListOfCallerAsync(caller, cancellationToken), cluster, @namespace);
        var url = query.Url(ConsolePaths.ImagesOf(cluster, @namespace)).With("show", show).With("registry", registry).With("space", space);
        var model = new ImagesModel(ImageViewpoint.OfNamespace(cluster, @namespace), url, facets.OfNamespace(cluster, @namespace), page.Value.Items, page.Value.NextCursor, page.Value.Total)
        {
            Choice = choice,
            HasDeployments = deployments.HasDeployments(cluster),
        };
        return ConsoleResults.Page<ImagesPage, ImageRows, ImagesModel>(http, model);
    }

    internal static async Task<IResult> TagsAsync(
        HttpContext http, string cluster, string @namespace, string? image, [AsParameters] ListQuery query,
        Caller caller, FacetService facets, TagService tags, DeploymentService deployments, CancellationToken cancellationToken)
    {
        var place = facets.Locate(cluster, @namespace, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var page = await tags.ListAsync(cluster, @namespace, image, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var url = query.Url(ConsolePaths.ImagesOf(cluster, @namespace) + "/tags").With("image", image);
        var model = new TagsModel(ImageViewpoint.OfNamespace(cluster, @namespace), place.Value, url, page.Value.Items, page.Value.NextCursor, page.Value.Total)
        {
            MayDeploy = deployments.MayDeploy(cluster, @namespace, caller),
        };
        return ConsoleResults.Page<TagsPage, TagRows, TagsModel>(http, model);
    }

    internal static async Task<IResult> ArtifactAsync(
        HttpContext http, string cluster, string @namespace, string? image, string? reference, string? client,
        Caller caller, FacetService facets, ArtifactService artifacts, ScanService scans, DeploymentService deployments, SecretCookie secrets, CancellationToken cancellationToken)
    {
        // The namespace's own right first: the person may have a wider one by another workspace.
        var place = facets.Locate(cluster, @namespace, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var from = ImageViewpoint.OfNamespace(cluster, @namespace);
        var model = await ReadArtifactAsync(http, from, place.Value, reference, client, caller, artifacts, scans, secrets, cancellationToken);
        return ShowArtifact(model with { MayDeploy = model.Artifact is not null && deployments.MayDeploy(cluster, @namespace, caller) });
    }

    internal static Task<IResult> ScanAsync(
        HttpContext http, string cluster, string @namespace, string? image, string? reference, FacetService facets, ScanService scans, CancellationToken cancellationToken) =>
        ShowScanAsync(http, ImageViewpoint.OfNamespace(cluster, @namespace), facets.Locate(cluster, @namespace, image), reference, scans, cancellationToken);

    internal static async Task<ArtifactModel> ReadArtifactAsync(
        HttpContext http, ImageViewpoint from, ImagePlace place, string? reference, string? client,
        Caller caller, ArtifactService artifacts, ScanService scans, SecretCookie secrets, CancellationToken cancellationToken)
    {
        var asked = string.IsNullOrWhiteSpace(reference) ? "latest" : reference.Trim();
        var outcome = await artifacts.GetAsync(place.Image, asked, caller, cancellationToken);
        var target = PullTarget.Of(place.Registry, place.Image, place.Path, place.Visibility, (asked.Contains(':', StringComparison.Ordinal) ? "@" : ":") + asked);
        var commands = PullCommandsModel.For(from.Artifact(place.Image, asked).With("client", client), target, outcome.IsSuccess ? outcome.Value : null, http.Page().Me?.User) with { Token = secrets.Take(http, caller.Name) };
        return new ArtifactModel(from, place, asked, outcome.IsSuccess ? outcome.Value : null, commands, outcome.Problem)
        {
            Scan = outcome.IsSuccess && scans.CanTell(place) ? from.Scan(place.Image, outcome.Value.Digest) : null,
        };
    }

    internal static IResult ShowArtifact(ArtifactModel model) => ConsoleResults.Page<ArtifactPage, ArtifactModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);

    /// <summary>Comes into a page that stands: a scanner that cannot be asked is told there, and no error of the page.</summary>
    internal static async Task<IResult> ShowScanAsync(HttpContext http, ImageViewpoint from, Outcome<ImagePlace> place, string? digest, ScanService scans, CancellationToken cancellationToken)
    {
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var outcome = await scans.FindAsync(place.Value, digest, cancellationToken);
        if (!outcome.IsSuccess && outcome.Problem.Code != ErrorCodes.RegistryUnavailable)
            return ConsoleResults.Problem(http, outcome.Problem);
        return ConsoleResults.Page<ScanPage, ScanCard, ScanModel>(http, new ScanModel(from, place.Value, digest!, outcome.IsSuccess ? outcome.Value.Scan : null, outcome.Problem));
    }
}
