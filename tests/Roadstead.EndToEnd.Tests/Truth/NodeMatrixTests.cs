using System.Diagnostics;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Cells of the truth matrix on a real node, with kubelet and containerd.</summary>
[Collection(TruthGroup.Name)]
public sealed class NodeMatrixTests(TruthWorld world, ITestOutputHelper output)
{
    private const int AtOnce = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sixty_cells_in_which_any_two_values_meet_end_on_the_node_as_they_must()
    {
        await world.ClearAsync();
        var began = Stopwatch.GetTimestamp();
        var cells = NodeCells.Cells.Select((cell, index) => (Name: CellName.Object(index), Cell: cell, App: cell.Presence is Presence.Fresh ? CellName.Object(index) : "cached")).ToList();
        await world.SetAsync("enforce", "allow");
        var outcomes = await PlayAsync([.. cells.Where(cell => cell.Cell.Image is not ImageKind.UnmanagedDenied)], MustRun);
        await world.SetAsync("enforce", "deny");
        foreach (var (cell, outcome) in await PlayAsync([.. cells.Where(cell => cell.Cell.Image is ImageKind.UnmanagedDenied)], MustRun))
        {
            outcomes[cell] = outcome;
        }

        output.WriteLine($"{outcomes.Count} cells took {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await world.ClearAsync();
        var wrong = NodeCells.Cells.Where(cell => outcomes[cell] != Expectation.OnTheNode(cell)).Select(cell => $"{CellName.Of(cell)}: {CellName.Of(outcomes[cell])}, not: {CellName.Of(Expectation.OnTheNode(cell))}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        TruthDocument.Check("node", TruthTables.OnTheNode(NodeCells.Cells, cell => outcomes[cell]));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("audit")]
    public async Task Without_enforcement_secrets_alone_do_what_they_can(string admission)
    {
        await world.ClearAsync();
        await world.SetAsync(admission);
        var cells = NodeCells.SecretsAlone.Where(cell => cell.Admission == admission).ToList();
        var outcomes = await PlayAsync([.. cells.Select(cell => ($"{admission}-{cell.App}", cell.Cell, cell.App))], cell => cells.Single(one => one.Cell == cell).Outcome is NodeOutcome.Runs);
        await world.ClearAsync();

        var wrong = cells.Where(cell => outcomes[cell.Cell] != cell.Outcome).Select(cell => $"{CellName.Of(cell.Cell)}: {CellName.Of(outcomes[cell.Cell])}, not: {CellName.Of(cell.Outcome)}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        TruthDocument.Check(admission, TruthTables.OnTheNode([.. cells.Select(cell => cell.Cell)], cell => outcomes[cell]));
    }

    private static bool MustRun(Cell cell) => Expectation.OnTheNode(cell) is NodeOutcome.Runs;

    private async Task<Dictionary<Cell, NodeOutcome>> PlayAsync(IReadOnlyList<(string Name, Cell Cell, string App)> cells, Func<Cell, bool> mustRun)
    {
        var player = new CellPlayer(world.Kubernetes, world.BaseImage, scheduler: null);
        var refused = new HashSet<string>();
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (cell, cancellation) =>
        {
            var refusal = await player.CreateAsync(cell.Name, cell.Cell, world.Image(cell.Cell.Image, cell.Cell.Via, cell.App), cancellation);
            lock (refused)
            {
                _ = refusal is not null && refused.Add(cell.Name);
            }
        });
        var outcomes = new Dictionary<Cell, NodeOutcome>();
        foreach (var group in cells.GroupBy(cell => cell.Cell.Standing))
        {
            var ns = CellName.Namespace(group.Key);
            refused.UnionWith((await player.DeploymentsAsync(ns, [.. group.Where(cell => cell.Cell.Maker is Maker.Deployment).Select(cell => cell.Name)], Cancellation)).Keys);
            var pods = await player.PodsAsync(ns, [.. group.Select(cell => cell.Name).Where(name => !refused.Contains(name))], [.. group.Where(cell => mustRun(cell.Cell)).Select(cell => cell.Name)], Cancellation);
            foreach (var (name, cell, _) in group)
            {
                outcomes[cell] = refused.Contains(name) ? NodeOutcome.Refused : pods[name];
            }
        }

        return outcomes;
    }
}
