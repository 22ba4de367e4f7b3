using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Roadstead.Core.Access;

namespace Roadstead.Benchmarks.Access;

/// <summary>Decide on random namespaces and images, none repeated; the build of the map; and what the same questions cost two yardsticks in the same run.</summary>
internal static class DecideBenchmark
{
    private const int Batch = 50_000, WarmUp = 4, Counted = 10, Builds = 15, ScanBatch = 100;

    public static void Run(TextWriter output)
    {
        var world = new BenchmarkWorld();
        var (first, build) = MeasureBuilds(world.Snapshot);
        var map = AccessMap.Build(world.Snapshot);
        var batches = Enumerable.Range(0, WarmUp + Counted)
            .Select(batch => Enumerable.Range(0, Batch).Select(i => world.Next(batch * Batch + i)).ToArray()).ToList();
        var all = batches.SelectMany(batch => batch).ToList();
        var denied = all.Count(question => !map.Decide(question.Cluster, question.Namespace, question.Image).IsAllowed);
        var repeated = all.Count - all.Select(question => question.Image).Distinct().Count();
        var allowedOnly = batches.Select(batch => batch.Where(question => map.Decide(question.Cluster, question.Namespace, question.Image).IsAllowed).ToArray()).ToList();
        var answers = all.ToDictionary(question => question.Image, question => map.Decide(question.Cluster, question.Namespace, question.Image).IsAllowed);
        var scan = new LinearScan(world.Snapshot);
        var disagreements = all.Take(2000).Count(question => scan.IsAllowed(question) != answers[question.Image]);
        if (repeated != 0 || disagreements != 0)
            throw new InvalidOperationException($"{repeated} images repeated, {disagreements} answers differ from the scan's.");
        GC.Collect();

        var lookup = Measurement.Of(batches, WarmUp, batch => batch.LongCount(question => answers[question.Image]));
        var decide = Measurement.Of(batches, WarmUp, batch => Count(map, batch));
        var allowed = Measurement.Of(allowedOnly, WarmUp, batch => Count(map, batch));
        var scanned = Measurement.Of([.. batches.Select(batch => batch[..ScanBatch])], WarmUp, batch => batch.LongCount(scan.IsAllowed));
        var lists = Measurement.Of(Lists(map, batches), WarmUp, Allowed);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # AccessMap: what a decision costs

            `dotnet run -c Release --project bench/Roadstead.Benchmarks -- decide`, on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}.

            The world: {world.Snapshot.Spaces.Length:N0} spaces, {world.Snapshot.Workspaces.Length:N0} workspaces, {world.Snapshot.Namespaces.Length:N0} namespaces in {world.Snapshot.Clusters.Length} clusters,
            {world.Snapshot.Registries.Length:N0} registries, {world.Snapshot.Bindings.Length:N0} bindings. {all.Count:N0} questions of random namespaces about random images, {100.0 * denied / all.Count:F0} % denied, none repeated;
            the first {WarmUp * Batch:N0} warm up. Median of {Counted} batches, the fastest in brackets. Read the ratios: they hold on other machines too.

            | what | ns/op | bytes/op | ratio to one lookup |
            |---|---|---|---|
            | yardstick: one lookup of the image's text in a dictionary of all questions | {lookup.NanosecondsPerOperation:F0} ({lookup.Fastest:F0}) | {lookup.BytesPerOperation:F1} | 1.0 |
            | **`Decide`** | {decide.NanosecondsPerOperation:F0} ({decide.Fastest:F0}) | {decide.BytesPerOperation:F1} | {decide.NanosecondsPerOperation / lookup.NanosecondsPerOperation:F1} |
            | `Decide`, allowed ones alone | {allowed.NanosecondsPerOperation:F0} ({allowed.Fastest:F0}) | {allowed.BytesPerOperation:F1} | {allowed.NanosecondsPerOperation / lookup.NanosecondsPerOperation:F1} |
            | `VisibleSet.Allows`, a row of a list | {lists.NanosecondsPerOperation:F0} ({lists.Fastest:F0}) | {lists.BytesPerOperation:F1} | {lists.NanosecondsPerOperation / lookup.NanosecondsPerOperation:F1} |
            | yardstick: the rows searched one by one | {scanned.NanosecondsPerOperation:F0} ({scanned.Fastest:F0}) | {scanned.BytesPerOperation:F1} | {scanned.NanosecondsPerOperation / lookup.NanosecondsPerOperation:F0} |

            | building the map | ms |
            |---|---|
            | median of {Builds} | {build:F0} |
            | the first one after start | {first:F0} |
            """));
    }

    private static long Count(AccessMap map, Question[] batch)
    {
        long allowed = 0;
        foreach (var question in batch)
        {
            if (map.Decide(question.Cluster, question.Namespace, question.Image).IsAllowed)
                allowed++;
        }

        return allowed;
    }

    private static long Allowed((VisibleSet Visible, Guid Registry, string Path)[] batch)
    {
        long allowed = 0;
        foreach (var (visible, registry, path) in batch)
        {
            if (visible.Allows(registry, path))
                allowed++;
        }

        return allowed;
    }

    private static List<(VisibleSet Visible, Guid Registry, string Path)[]> Lists(AccessMap map, List<Question[]> batches) =>
    [
        .. batches.Select(batch => batch
            .Select(question => (question, verdict: map.Decide(question.Cluster, question.Namespace, question.Image)))
            .Where(asked => asked.verdict.Registry is { } registry && registry.Id != Guid.Empty)
            .Select(asked => (map.Visible(asked.question.Cluster, asked.question.Namespace), asked.verdict.Registry!.Id, asked.verdict.PathInRegistry()!))
            .ToArray()),
    ];

    private static (double First, double Median) MeasureBuilds(AccessSnapshot snapshot)
    {
        var times = new List<double>();
        for (var i = 0; i <= Builds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            AccessMap.Build(snapshot);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return (times[0], times.Skip(1).Order().ElementAt(Builds / 2));
    }
}
