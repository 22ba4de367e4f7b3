using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Tokens;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Workspaces;

internal static class PullPageEndpoints
{
    private const int Suggested = 50;
    private const string AnyTag = ":TAG";

    internal static async Task<IResult> ShowAsync(
        HttpContext http, string w, string? registry, string? image, string? client, Caller caller,
        WorkspaceFrameService frames, FacetService facets, ImageService images, SecretCookie secrets, CancellationToken cancellationToken)
    {
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return ConsoleResults.Problem(http, frame.Problem);
        var registries = facets.OfWorkspace(w).Registries;
        var typed = image?.Trim();
        var chosen = registries.FirstOrDefault(r => KeyOf(r) == registry) ?? registries.FirstOrDefault(r => IsNameAt(r, typed)) ?? (registries.Count > 0 ? registries[0] : null);
        var url = new ListUrl(ConsolePaths.PullFrom(w)).With("registry", chosen is null ? null : KeyOf(chosen)).With("image", typed).With("client", client);
        var model = new PullModel(frame.Value, url, registries, chosen);
        if (chosen is null)
            return ConsoleResults.Page<PullPage, PullPart, PullModel>(http, model);

        var known = Known(images, w, chosen, cancellationToken);
        var target = string.IsNullOrEmpty(typed) ? Example(facets, w, chosen, known) : Read(facets, w, registries.Any(r => IsNameAt(r, typed)) ? typed : chosen.PullPrefix + typed);
        model = model with { Images = known, Problem = target.Problem };
        if (target.IsSuccess)
            model = model with { Commands = PullCommandsModel.For(url, target.Value, null, http.Page().Me?.User) with { Token = secrets.Take(http, caller.Name) } };
        return ConsoleResults.Page<PullPage, PullPart, PullModel>(http, model, target.Problem?.Code.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>A platform registry and a workspace's own may have the same name.</summary>
    internal static string KeyOf(RegistryFacet registry) => registry.Workspace is null ? registry.Name : $"w/{registry.Name}";

    private static bool IsNameAt(RegistryFacet registry, string? text) =>
        text is not null && (text.StartsWith(registry.PullPrefix, StringComparison.Ordinal) || text.StartsWith(registry.Reach.GatewayPrefix, StringComparison.Ordinal));

    // What is private comes first: there a person needs to be told more.
    private static List<string> Known(ImageService images, string workspace, RegistryFacet registry, CancellationToken cancellationToken)
    {
        var filter = new ImageFilter { Registry = registry.Name, Scope = registry.Workspace is null ? "platform" : "workspace" };
        var page = images.ListForWorkspace(workspace, filter, new ListQuery { Limit = Suggested }, cancellationToken);
        return page.IsSuccess ? [.. page.Value.Items.OrderBy(item => item.Visibility is Visibility.Public).Select(item => item.Image)] : [];
    }

    // One that there is tells more than a name with gaps in it.
    private static PullTarget Example(FacetService facets, string workspace, RegistryFacet registry, List<string> known) =>
        known.Count > 0 && facets.LocateFor(workspace, known[0]) is { IsSuccess: true, Value: var place }
            ? PullTarget.Of(place.Registry, place.Image, place.Path, place.Visibility, AnyTag)
            : PullTarget.Of(registry, registry.PullPrefix + "path/to/image", "path/to/image", Visibility.Private, AnyTag);

    private static Outcome<PullTarget> Read(FacetService facets, string workspace, string text)
    {
        if (!ImageReference.TryParse(text, out var reference, out var error))
            return Problem.ForField(ErrorCodes.ValidationFailed, "image", error);
        var found = facets.LocateFor(workspace, text);
        if (!found.IsSuccess)
            return found.Problem.BesideField(found.Problem.Code, "image");
        var suffix = reference.Digest is { } digest ? $"@{digest}" : reference.Tag is { } tag ? $":{tag}" : AnyTag;
        return PullTarget.Of(found.Value.Registry, found.Value.Image, found.Value.Path, found.Value.Visibility, suffix);
    }
}
