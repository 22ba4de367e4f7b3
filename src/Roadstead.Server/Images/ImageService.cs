using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images;

/// <summary>Lists images: exactly those that the access map lets the asker use. Never waits for a registry.</summary>
internal sealed class ImageService(IAccessMapSource maps, IUpstreamSource upstreams, ImageStore images, IRegistryHealth health)
{
    /// <summary>Choose image: what this namespace may pull.</summary>
    public Outcome<Page<ImageView>> ListForNamespace(string cluster, string ns, ImageFilter filter, ListQuery query, CancellationToken cancellationToken) =>
        List(maps.Current.Visible(cluster, ns), only: null, filter, query, cancellationToken);

    /// <summary>What the members of a workspace may use.</summary>
    public Outcome<Page<ImageView>> ListForWorkspace(string workspace, ImageFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        var map = maps.Current;
        return map.FindWorkspace(workspace) is { } found
            ? List(map.VisibleFor(found.Id), only: null, filter, query, cancellationToken)
            : new Problem(ErrorCodes.NotFound, $"There is no workspace '{workspace}'.");
    }

    /// <summary>All that a registry holds: a platform registry where <paramref name="workspace"/> is null, else the one that this workspace integrated.</summary>
    public Outcome<Page<ImageView>> ListOfRegistry(string? workspace, string registry, ImageFilter filter, ListQuery query, CancellationToken cancellationToken) =>
        upstreams.Upstreams.Values.FirstOrDefault(upstream => upstream.Name == registry && upstream.Workspace == workspace) is { } found
            ? List(maps.Current.VisibleAll(), found.RegistryId, filter, query, cancellationToken)
            : new Problem(ErrorCodes.NotFound, $"There is no registry '{registry}'.");

    private Outcome<Page<ImageView>> List(VisibleSet set, Guid? only, ImageFilter filter, ListQuery query, CancellationToken cancellationToken)
    {
        if ((query.Check() ?? filter.Check()) is { } problem) return problem;
        var after = query.Cursor is null ? null : ImageHit.FromCursor(query.Cursor);
        if (query.Cursor is not null && after is null) return Problem.ForField(ErrorCodes.ValidationFailed, "cursor", "This cursor belongs to another list: take nextCursor of the page before, unchanged.");

        var scope = new ImageScope(set, only, filter);
        var page = images.Find(scope, SearchText.Parse(query.Q, scope.Registries), after, query.Take, cancellationToken);
        var views = page.Rows.Select(row => View(scope, row)).OfType<ImageView>().ToList();
        return new Page<ImageView>(views, page.HasMore ? page.Rows[^1].Hit.ToCursor() : null, page.Total);
    }

    private ImageView? View(ImageScope scope, ImageRow row) => scope.TryLocate(row.RegistryId, row.Hit.Path, out var registry, out var space)
        ? new ImageView(
            registry.NameOf(row.Hit.Path),
            registry.Name,
            space?.Name,
            ImageScope.VisibilityOf(space),
            row.TagCount,
            IndexTime.FromTicks(row.Hit.UpdatedAt),
            health.Of(registry.Id).Status)
        : null;
}
