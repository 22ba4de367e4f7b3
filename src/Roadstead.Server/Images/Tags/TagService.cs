using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Nodes;
using Roadstead.Server.Http;
using Roadstead.Server.Images.Crawl;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images.Tags;

/// <summary>Lists the tags of an image that a namespace may use.</summary>
internal sealed partial class TagService(
    IAccessMapSource maps, IRegistryConnections connections, TagStore tags, RepositoryReader reader, RegistryContent content, IClusterNodes nodes, ImageOptions options, TimeProvider time, ILogger<TagService> logger)
{
    public async Task<Outcome<Page<TagView>>> ListAsync(string cluster, string ns, string? image, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        if (string.IsNullOrWhiteSpace(image)) return Problem.ForField(ErrorCodes.ValidationFailed, "image", "Name the image: ?image=<name to pull by>.");

        var verdict = maps.Current.Decide(cluster, ns, image.Trim());
        if (!verdict.IsAllowed) return VerdictAnswers.NotAllowed(verdict);
        if (verdict.Registry is not { } registry || verdict.PathInRegistry() is not { } path || !RepositoryName.TryParse(path, out var name))
            return new Problem(ErrorCodes.ImageNotFound, "No registry is integrated for this host, so Roadstead knows none of its tags.");
        var page = await ListAsync(registry, name, query, cancellationToken);
        var platforms = nodes.PlatformsOf(cluster);
        return page.IsSuccess ? page.Value with { Items = [.. page.Value.Items.Select(tag => PlatformFit.On(tag, platforms))] } : page;
    }

    /// <summary>What is known of a tag or digest without asking anybody, for a namespace of this cluster; null when that is nothing.</summary>
    public TagView? FindKnown(string cluster, ImagePlace place, string reference) =>
        tags.Find(place.RegistryId, place.Path, place.Image, reference) is { } tag ? PlatformFit.On(tag, nodes.PlatformsOf(cluster)) : null;

    /// <summary>The tags of an image of one registry, for those who may see all that it holds.</summary>
    public async Task<Outcome<Page<TagView>>> ListOfRegistryAsync(string? workspace, string registry, string? image, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        var verdict = content.Locate(workspace, registry, image);
        if (!verdict.IsSuccess) return verdict.Problem;
        return RepositoryName.TryParse(verdict.Value.PathInRegistry(), out var name)
            ? await ListAsync(verdict.Value.Registry!, name, query, cancellationToken)
            : new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry}' holds no image of this name.");
    }

    private async Task<Outcome<Page<TagView>>> ListAsync(RegistryFact registry, RepositoryName name, ListQuery query, CancellationToken cancellationToken)
    {
        var path = name.Value;
        var pullName = registry.NameOf(path);
        var found = tags.Read(registry.Id, path, pullName);
        if (found is null)
        {
            if (await ReadLiveAsync(registry, name, cancellationToken) is { } failure) return failure;
            found = tags.Read(registry.Id, path, pullName);
        }

        return found is null
            ? new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry.Name}' has no image '{path}'.")
            : Page(found.Where(tag => query.Q is null || tag.Tag.Contains(query.Q, StringComparison.OrdinalIgnoreCase)).Order(TagOrder.Instance), query);
    }

    private static Page<TagView> Page(IEnumerable<TagView> ordered, ListQuery query)
    {
        var all = ordered.ToList();

        // The place is the last tag's, with the time by which it stood there: it may be gone when the next page is asked for.
        var start = 0;
        if (query.Cursor is { } cursor && Cursor.TryDecode(cursor, out var keys) && keys is [var tag, var ticks] && long.TryParse(ticks, out var at))
        {
            var last = new TagView(tag, "", "", null, [], at == 0 ? null : new DateTimeOffset(at, TimeSpan.Zero));
            start = all.FindIndex(candidate => TagOrder.Instance.Compare(candidate, last) > 0);
            if (start < 0) start = all.Count;
        }

        var items = all.Skip(start).Take(query.Take).ToList();
        var next = start + items.Count < all.Count ? Cursor.Encode(items[^1].Tag, $"{items[^1].PushedAt?.UtcTicks ?? 0}") : null;
        return new Page<TagView>(items, next, all.Count > ListQuery.MaxTotal ? null : all.Count);
    }

    // An image that was pushed a moment ago, or a registry whose first crawl has not come here: asked now, for as long as somebody may wait.
    private async Task<Problem?> ReadLiveAsync(RegistryFact registry, RepositoryName name, CancellationToken cancellationToken)
    {
        if (connections.Find(registry.Id) is not { } driver) return new Problem(ErrorCodes.RegistryUnavailable);
        using var deadline = new CancellationTokenSource(options.LiveTagsTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await reader.RefreshAsync(driver, registry.Id, name, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return tags.Read(registry.Id, name.Value, "") is null
                ? new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry.Name}' did not tell the tags in time. Try again in a moment.")
                : null; // what was read until then is shown
        }
        catch (RegistryException e)
        {
            Log.NotRead(logger, registry.Name, name.Value, e.Message);
            return new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry.Name}' could not be asked for the tags. Look at its health, and try again.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The tags of {Repository} at registry {Registry} could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string registry, string repository, string reason);
    }
}
