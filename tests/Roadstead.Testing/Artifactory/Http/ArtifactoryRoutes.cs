namespace Roadstead.Testing.Artifactory.Http;

/// <summary>The paths of the REST API: Artifactory's own below the context path, those of the services beside it (<c>/access</c>, <c>/event</c>) from the root.</summary>
internal sealed class ArtifactoryRoutes
{
    private static readonly Lazy<ArtifactoryRoutes> Everything = new(Discover);
    private readonly List<ArtifactoryRoute> routes = [];

    /// <summary>The routes of every <see cref="IArtifactoryArea"/> of this assembly.</summary>
    public static ArtifactoryRoutes All => Everything.Value;

    /// <summary>A handler that needs no waiting runs while it alone holds the state.</summary>
    public void Map(string method, string template, Func<ArtifactoryCall, ArtifactoryAnswer> handle, Func<ArtifactoryFeatures, bool>? since = null) =>
        MapAsync(method, template, call => Task.FromResult(call.Locked(() => handle(call))), since);

    /// <summary>A handler that waits: it takes <see cref="ArtifactoryCall.Locked{T}"/> around what touches the state.</summary>
    public void MapAsync(string method, string template, Func<ArtifactoryCall, Task<ArtifactoryAnswer>> handle, Func<ArtifactoryFeatures, bool>? since = null) =>
        routes.Add(new ArtifactoryRoute(method, template, handle, since));

    /// <summary>The routes that a path has in a release, most literal first.</summary>
    public IReadOnlyList<(ArtifactoryRoute Route, Dictionary<string, string> Values)> Find(string[] path, ArtifactoryFeatures features)
    {
        var found = new List<(ArtifactoryRoute Route, Dictionary<string, string> Values)>();
        foreach (var route in routes)
        {
            if (route.Since?.Invoke(features) != false && route.Match(path) is { } values)
            {
                found.Add((route, values));
            }
        }

        return [.. found.OrderByDescending(match => match.Route.Weight)];
    }

    private static ArtifactoryRoutes Discover()
    {
        var all = new ArtifactoryRoutes();
        foreach (var area in typeof(IArtifactoryArea).Assembly.GetTypes().Where(type => type.IsClass && typeof(IArtifactoryArea).IsAssignableFrom(type)))
        {
            ((IArtifactoryArea)Activator.CreateInstance(area)!).Map(all);
        }

        return all;
    }
}
