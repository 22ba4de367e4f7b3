using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Spaces.Progress;
using Roadstead.Server.Console.Tokens;
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
        HttpContext http, Guid id, string? client, Caller caller, SpaceReader spaces, RegistryReader registries, ImageService images, FacetService facets, SecretCookie secrets, CancellationToken cancellationToken)
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
        var target = TargetOf(space.Value, newest, facets);
        return ConsoleResults.Page<SpacePage, SpaceModel>(new SpaceModel(BindingStatesModel.Of(space.Value, null, null), registry.Value)
        {
            Images = newest,
            Commands = target is null ? null : PullCommandsModel.For(url, target, null, http.Page().Me?.User) with { Token = secrets.Take(http, caller.Name) },
        });
    }

    // An image that there is tells more than a name with gaps in it.
    private static PullTarget? TargetOf(SpaceView space, IReadOnlyList<ImageView> images, FacetService facets)
    {
        const string anyTag = ":TAG";
        if (images.Count > 0 && facets.LocateIn(null, space.Registry, images[0].Image) is { IsSuccess: true, Value: var place })
            return PullTarget.Of(place.Registry, place.Image, place.Path, place.Visibility, anyTag);
        return facets.OfRegistry(null, space.Registry).Registries is [var registry, ..]
            ? PullTarget.Of(registry, space.PullPrefix + "/IMAGE", PathOf(space) + "/IMAGE", space.Visibility, anyTag)
            : null;
    }

    // Where a host stands for the space, its name is its path.
    private static string PathOf(SpaceView space) => space.Prefix.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? space.Prefix[(end + 1)..] : space.Name;
}
