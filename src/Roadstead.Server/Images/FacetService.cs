using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images;

/// <summary>Tells what choose image can be narrowed to, and where one image is. From memory alone; never waits for a registry.</summary>
internal sealed class FacetService(IAccessMapSource maps, IUpstreamSource upstreams, IRegistryHealth health, IIndexProgress indexes, ServerOptions options)
{
    /// <summary>The registries and spaces that this namespace may pull from.</summary>
    public ImageFacets OfNamespace(string cluster, string ns) => Facets(maps.Current.Visible(cluster, ns));

    /// <summary>The registries and spaces that the members of a workspace may pull from.</summary>
    public ImageFacets OfWorkspace(string workspace)
    {
        var map = maps.Current;
        return map.FindWorkspace(workspace) is { } found ? Facets(map.VisibleFor(found.Id)) : new ImageFacets([], []);
    }

    /// <summary>Where an image is that this namespace may pull.</summary>
    public Outcome<ImagePlace> Locate(string cluster, string ns, string? image)
    {
        if (string.IsNullOrWhiteSpace(image)) return Problem.ForField(ErrorCodes.ValidationFailed, "image", "Name the image.");
        var verdict = maps.Current.Decide(cluster, ns, image.Trim());
        if (!verdict.IsAllowed) return VerdictAnswers.NotAllowed(verdict);
        return verdict.Registry is { } registry && verdict.PathInRegistry() is { Length: > 0 } path
            ? new ImagePlace(registry.NameOf(path), path, Facet(registry), verdict.Space?.Name, ImageScope.VisibilityOf(verdict.Space))
            : new Problem(ErrorCodes.ImageNotFound, "No registry is integrated for this host, so Roadstead knows nothing of it.");
    }

    private ImageFacets Facets(VisibleSet set) => new(
        [.. set.Registries.Select(registry => Facet(registry)).OrderBy(registry => registry.Name, StringComparer.Ordinal).ThenBy(registry => registry.Workspace, StringComparer.Ordinal)],
        [.. set.Prefixes().Where(prefix => prefix.Space is not null)
            .Select(prefix => new SpaceFacet(prefix.Space!.Id, prefix.Space.Name, prefix.Registry.Name, ImageScope.VisibilityOf(prefix.Space)))
            .OrderBy(space => space.Registry, StringComparer.Ordinal).ThenBy(space => space.Name, StringComparer.Ordinal)]);

    private RegistryFacet Facet(RegistryFact registry)
    {
        var now = health.Of(registry.Id);
        var upstream = upstreams.Upstreams.GetValueOrDefault(registry.Id);
        var url = upstream is null or { Delivery: Delivery.Gateway } ? options.PublicUrl : upstream.Endpoint.Url;
        return new RegistryFacet(
            registry.Name, registry.WorkspaceName, registry.PullPrefix, now.Status, now.Failure, indexes.Of(registry.Id),
            upstream?.Delivery is Delivery.Gateway or Delivery.TokenService, url.Scheme == Uri.UriSchemeHttp);
    }
}
