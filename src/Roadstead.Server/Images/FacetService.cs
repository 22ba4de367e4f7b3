using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images;

/// <summary>Tells what choose image can be narrowed to, and where one image is. From memory alone; never waits for a registry.</summary>
internal sealed class FacetService(IAccessMapSource maps, IUpstreamSource upstreams, IRegistryHealth health, IIndexProgress indexes, RegistryContent content, ServerOptions options)
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
            ? Place(verdict, registry, path)
            : new Problem(ErrorCodes.ImageNotFound, "No registry is integrated for this host, so Roadstead knows nothing of it.");
    }

    /// <summary>Where an image is that the members of a workspace may pull.</summary>
    public Outcome<ImagePlace> LocateFor(string workspace, string image)
    {
        var map = maps.Current;
        var verdict = map.DecideFor(map.FindWorkspace(workspace)?.Id, allowUnmanaged: false, image);
        if (!verdict.IsAllowed) return VerdictAnswers.NotAllowed(verdict);
        return verdict.Registry is { } registry && verdict.PathInRegistry() is { Length: > 0 } path
            ? Place(verdict, registry, path)
            : new Problem(ErrorCodes.ImageNotFound, "No registry is integrated for this host, so Roadstead knows nothing of it.");
    }

    /// <summary>The one registry and its spaces.</summary>
    public ImageFacets OfRegistry(string? workspace, string registry)
    {
        var facets = Facets(maps.Current.VisibleAll());
        return new ImageFacets([.. facets.Registries.Where(one => one.Name == registry && one.Workspace == workspace)], workspace is null ? [.. facets.Spaces.Where(space => space.Registry == registry)] : []);
    }

    /// <summary>Where an image is, for those who may see all that a registry holds.</summary>
    public Outcome<ImagePlace> LocateIn(string? workspace, string registry, string? image)
    {
        var verdict = content.Locate(workspace, registry, image);
        return verdict.IsSuccess ? Place(verdict.Value, verdict.Value.Registry!, verdict.Value.PathInRegistry()!) : verdict.Problem;
    }

    private ImagePlace Place(Verdict verdict, RegistryFact registry, string path) =>
        new(registry.NameOf(path), path, Facet(registry), verdict.Space?.Name, ImageScope.VisibilityOf(verdict.Space)) { RegistryId = registry.Id };

    private ImageFacets Facets(VisibleSet set)
    {
        // A space can have several parts: where it has further names, and where it includes spaces that are divided.
        var parts = set.Prefixes().Where(part => part.Space is not null).ToList();
        var first = parts.GroupBy(part => part.Registry.Id).ToDictionary(group => group.Key, group => group.MinBy(part => part.Prefix, StringComparer.Ordinal)!.Prefix);
        return new(
            [.. set.Registries.Select(registry => Facet(registry, first.GetValueOrDefault(registry.Id, "")))
                .OrderBy(registry => registry.Name, StringComparer.Ordinal).ThenBy(registry => registry.Workspace, StringComparer.Ordinal)],
            [.. parts.DistinctBy(part => part.Space!.Id)
                .Select(part => new SpaceFacet(part.Space!.Id, part.Space.Name, part.Registry.Name, ImageScope.VisibilityOf(part.Space)))
                .OrderBy(space => space.Registry, StringComparer.Ordinal).ThenBy(space => space.Name, StringComparer.Ordinal)]);
    }

    /// <param name="registry">The registry.</param>
    /// <param name="path">What of it is pulled, for an example of a name; empty for anything.</param>
    private RegistryFacet Facet(RegistryFact registry, string path = "")
    {
        var prefix = registry.PrefixOf(path);
        var now = health.Of(registry.Id);
        return new RegistryFacet(
            registry.Name, registry.WorkspaceName, prefix.StartsWith(registry.PullPrefix, StringComparison.Ordinal) ? registry.PullPrefix : prefix, now.Status, now.Failure, indexes.Of(registry.Id), Reach(registry));
    }

    private RegistryReach Reach(RegistryFact registry)
    {
        var upstream = upstreams.Upstreams.GetValueOrDefault(registry.Id);
        var gateway = options.PublicUrl.Scheme == Uri.UriSchemeHttp ? HostTrust.PlainHttp : HostTrust.Known;
        var host = upstream switch
        {
            null or { Delivery: Delivery.Gateway } => gateway,
            { Endpoint.Url: var url } when url.Scheme == Uri.UriSchemeHttp => HostTrust.PlainHttp,
            { Endpoint.SkipVerify: true } => HostTrust.Unverified,
            { Endpoint.CaCertificate: not null } => HostTrust.OwnAuthority,
            _ => HostTrust.Known,
        };
        return new RegistryReach(upstream?.Delivery, host, PullPrefix.Of(Delivery.Gateway, "", options.GatewayHost, registry.Name, registry.WorkspaceName), gateway);
    }
}
