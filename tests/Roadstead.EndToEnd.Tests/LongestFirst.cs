using Roadstead.EndToEnd.Tests.Console;
using Roadstead.EndToEnd.Tests.Crawls;
using Roadstead.EndToEnd.Tests.Kills;
using Roadstead.EndToEnd.Tests.Storms;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.EndToEnd.Tests.Walks;
using Xunit.Sdk;
using Xunit.v3;

namespace Roadstead.EndToEnd.Tests;

/// <summary>The longest collections start first, so that none of them runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [OneBrowserAtATime.Name, nameof(KillTests), nameof(StormTests), nameof(WalkTests), TruthGroup.Name, nameof(CrawlLatencyTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    // A class without a collection of its own has one that is named "Test collection for" its full name, and a number.
    private static int Place(string collection)
    {
        var place = Array.FindIndex(Longest, name => collection == name || collection.Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
