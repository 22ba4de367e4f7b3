using Roadstead.Server.Console.Components;
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
        var model = new ImagesModel(choice, url, facets.OfNamespace(cluster, @namespace), page.Value.Items, page.Value.NextCursor, page.Value.Total)
        {
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
        var model = new TagsModel(cluster, @namespace, place.Value, url, page.Value.Items, page.Value.NextCursor, page.Value.Total)
        {
            MayDeploy = deployments.MayDeploy(cluster, @namespace, caller),
        };
        return ConsoleResults.Page<TagsPage, TagRows, TagsModel>(http, model);
    }

    internal static async Task<IResult> ArtifactAsync(
        HttpContext http, string cluster, string @namespace, string? image, string? reference, string? client,
        Caller caller, FacetService facets, ArtifactService artifacts, DeploymentService deployments, CancellationToken cancellationToken)
    {
        // The namespace's own right first: the person may have a wider one by another workspace.
        var place = facets.Locate(cluster, @namespace, image);
        if (!place.IsSuccess)
            return ConsoleResults.Problem(http, place.Problem);
        var asked = string.IsNullOrWhiteSpace(reference) ? "latest" : reference.Trim();
        var outcome = await artifacts.GetAsync(place.Value.Image, asked, caller, cancellationToken);
        var url = new ListUrl(ConsolePaths.ImagesOf(cluster, @namespace) + "/artifact").With("image", place.Value.Image).With("reference", asked).With("client", client);
        var name = place.Value.Image + (asked.Contains(':', StringComparison.Ordinal) ? "@" : ":") + asked;
        var commands = PullCommandsModel.For(url, place.Value.Registry, name, http.Page().Me?.User);
        var model = new ArtifactModel(cluster, @namespace, place.Value, asked, outcome.IsSuccess ? outcome.Value : null, commands, outcome.Problem)
        {
            Deployable = outcome.IsSuccess && deployments.MayDeploy(cluster, @namespace, caller) ? name : null,
        };
        return ConsoleResults.Page<ArtifactPage, ArtifactModel>(model, outcome.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }
}
