namespace Roadstead.Testing.Harbor.Http;

/// <summary>The paths below /api/v2.0, and those below /c/, which start with <c>/~/c/</c> in their template.</summary>
internal sealed class HarborRoutes
{
    private static readonly string[] Json = ["application/json"];
    private static readonly Lazy<HarborRoutes> Everything = new(Discover);
    private readonly List<HarborRoute> routes = [];
    private ILookup<int, HarborRoute>? byLength;

    /// <summary>The routes of every <see cref="IHarborArea"/> of this assembly.</summary>
    public static HarborRoutes All => Everything.Value;

    /// <summary>A handler that needs no waiting runs while it alone holds the state.</summary>
    public void Map(string method, string template, Func<HarborCall, HarborAnswer> handle, Func<HarborFeatures, bool>? since = null, string[]? produces = null) =>
        MapAsync(method, template, call => Task.FromResult(call.Locked(() => handle(call))), since, produces);

    /// <summary>A handler that waits: it takes <see cref="HarborCall.Locked{T}"/> around what touches the state.</summary>
    public void MapAsync(string method, string template, Func<HarborCall, Task<HarborAnswer>> handle, Func<HarborFeatures, bool>? since = null, string[]? produces = null) =>
        routes.Add(new HarborRoute(method, template, handle, since, produces ?? Json));

    /// <summary>The routes that a path has in a release, most literal first, with the values of its parameters.</summary>
    public IReadOnlyList<(HarborRoute Route, Dictionary<string, string> Values)> Find(string[] segments, HarborFeatures features)
    {
        var found = new List<(HarborRoute Route, Dictionary<string, string> Values)>();
        foreach (var route in byLength![segments.Length])
        {
            if (route.Since?.Invoke(features) != false && route.Match(segments) is { } values)
            {
                found.Add((route, values));
            }
        }

        var literals = found.Count == 0 ? 0 : found.Max(match => match.Route.Literals);
        return [.. found.Where(match => match.Route.Literals == literals)];
    }

    private static HarborRoutes Discover()
    {
        var all = new HarborRoutes();
        foreach (var area in typeof(IHarborArea).Assembly.GetTypes().Where(type => type.IsClass && typeof(IHarborArea).IsAssignableFrom(type)))
        {
            ((IHarborArea)Activator.CreateInstance(area)!).Map(all);
        }

        all.byLength = all.routes.ToLookup(route => route.Segments.Length);
        return all;
    }
}
