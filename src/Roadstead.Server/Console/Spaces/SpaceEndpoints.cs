using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Spaces.Progress;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Registries;
using Roadstead.Server.Spaces;

namespace Roadstead.Server.Console.Spaces;

/// <summary>One space.</summary>
internal static class SpaceEndpoints
{
    private const int ShownImages = 8;

    internal static async Task<IResult> ShowAsync(
        HttpContext http, Guid id, string? client, Caller caller, SpaceReader spaces, RegistryReader registries, ImageService images, FacetService facets, CancellationToken cancellationToken)
    {
        var space = await spaces.GetAsync(id, caller, cancellationToken);
        if (!space.IsSuccess)
            return ConsoleResults.Problem(http, space.Problem);
        var registry = await registries.GetAsync(null, space.Value.Registry, cancellationToken);
        if (!registry.IsSuccess)
            return ConsoleResults.Problem(http, registry.Problem);
        var inside = images.ListOfRegistry(null, space.Value.Registry, new ImageFilter { Space = id.ToString() }, new ListQuery { Limit = ShownImages }, cancellationToken);
        var newest = inside.IsSuccess ? inside.Value.Items : [];
        var url = new ListUrl(ConsolePaths.Space(id)).With("client", client);
        var facet = facets.OfRegistry(null, space.Value.Registry).Registries is [var first, ..] ? first : null;
        return ConsoleResults.Page<SpacePage, SpaceModel>(new SpaceModel(BindingStatesModel.Of(space.Value, null, null), registry.Value)
        {
            Images = newest,
            Commands = facet is null ? null : PullCommandsModel.For(url, facet, (newest.Count > 0 ? newest[0].Image : space.Value.PullPrefix + "/IMAGE") + ":TAG", http.Page().Me?.User),
        });
    }
}
