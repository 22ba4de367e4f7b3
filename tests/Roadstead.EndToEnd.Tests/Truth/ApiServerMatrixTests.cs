using System.Collections.Concurrent;
using System.Diagnostics;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Every cell of the truth matrix at the API server, with real creates. The pods are never scheduled.</summary>
[Collection(TruthGroup.Name)]
public sealed class ApiServerMatrixTests(TruthWorld world, ITestOutputHelper output)
{
    private const int AtOnce = 16;
    private readonly ConcurrentDictionary<Cell, string?> refusals = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_cell_is_taken_or_refused_as_it_must_be()
    {
        await world.ClearAsync();
        var began = Stopwatch.GetTimestamp();
        await world.SetAsync("enforce", "allow");
        await PlayAsync([.. Cell.All.Where(cell => cell.Image is not ImageKind.UnmanagedDenied)]);
        await world.SetAsync("enforce", "deny");
        await PlayAsync([.. Cell.All.Where(cell => cell.Image is ImageKind.UnmanagedDenied)]);
        output.WriteLine($"{refusals.Count} cells took {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await world.ClearAsync();

        Assert.Equal(Cell.All.Count, refusals.Count);
        var wrong = Cell.All.Where(cell => Expectation.IsAdmitted(cell) != (refusals[cell] is null)).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(cell => $"{CellName.Of(cell)}: {refusals[cell] ?? "taken"}")));
        TruthDocument.Check("api-server", TruthTables.AtTheApiServer(cell => refusals[cell] is null));
    }

    [Fact]
    public async Task A_refusal_names_the_image_the_rule_and_what_to_do()
    {
        await world.SetAsync("enforce", "deny");
        var player = new CellPlayer(world.Kubernetes, world.BaseImage, PodObjects.NoScheduler);
        foreach (var (kind, via, rule, remedy) in new[]
        {
            (ImageKind.Private, Via.Gateway, "which is not bound to the workspace 'beta'", "Ask a platform admin to bind"),
            (ImageKind.UnknownSpace, Via.Open, "but in none of its spaces", "Ask a platform admin to make a space"),
            (ImageKind.UnmanagedDenied, Via.Unmanaged, "such images are denied here", "Ask an admin to integrate the registry"),
        })
        {
            var image = world.Image(kind, via, "fresh");
            var refusal = await player.CreateAsync("text", new Cell(Standing.Unbound, kind, via, Presence.Fresh, PullSecretKind.None, Maker.BarePod), image, Cancellation);

            Assert.NotNull(refusal);
            Assert.Contains(image, refusal, StringComparison.Ordinal);
            Assert.Contains(rule, refusal, StringComparison.Ordinal);
            Assert.Contains(remedy, refusal, StringComparison.Ordinal);
        }
    }

    private async Task PlayAsync(IReadOnlyList<Cell> cells)
    {
        var player = new CellPlayer(world.Kubernetes, world.BaseImage, PodObjects.NoScheduler);
        var names = Cell.All.Select((cell, index) => (cell, index)).ToDictionary(pair => pair.cell, pair => CellName.Object(pair.index));
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (cell, cancellation) =>
        {
            var image = world.Image(cell.Image, cell.Via, cell.Presence is Presence.Fresh ? "fresh" : "cached");
            refusals[cell] = await player.CreateAsync(names[cell], cell, image, cancellation);
        });
        foreach (var group in cells.Where(cell => cell.Maker is Maker.Deployment).GroupBy(cell => cell.Standing))
        {
            var told = await player.DeploymentsAsync(CellName.Namespace(group.Key), [.. group.Select(cell => names[cell])], Cancellation);
            foreach (var cell in group)
            {
                refusals[cell] = told.GetValueOrDefault(names[cell]);
            }
        }
    }
}
