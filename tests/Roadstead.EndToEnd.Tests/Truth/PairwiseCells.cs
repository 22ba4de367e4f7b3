namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Chooses cells so that any two values of two dimensions meet in at least one of them; always the same ones.</summary>
internal static class PairwiseCells
{
    /// <summary>Takes, cell by cell, the one that brings most pairs that have not met yet, then most triples; with all pairs met it goes on with triples.</summary>
    public static IReadOnlyList<Cell> Choose(IReadOnlyList<Cell> cells, int count)
    {
        var left = cells.Select(cell => (Cell: cell, Pairs: Groups(cell, 2), Triples: Groups(cell, 3))).ToList();
        var (pairs, triples) = (new HashSet<Group>(), new HashSet<Group>());
        var chosen = new List<Cell>(count);
        while (chosen.Count < count)
        {
            // MaxBy takes the first of equals, and the order of the cells never changes.
            var next = left.MaxBy(candidate => (candidate.Pairs.Count(pair => !pairs.Contains(pair)), candidate.Triples.Count(triple => !triples.Contains(triple))));
            left.Remove(next);
            pairs.UnionWith(next.Pairs);
            triples.UnionWith(next.Triples);
            chosen.Add(next.Cell);
        }

        return chosen;
    }

    /// <summary>Every choice of so many dimensions with the values that a cell takes there.</summary>
    public static IReadOnlyList<Group> Groups(Cell cell, int size) =>
        [.. Choices(cell.Values.Count, size).Select(choice => new Group(string.Join(" & ", choice.Select(index => $"{index}: {cell.Values[index]}"))))];

    private static IEnumerable<int[]> Choices(int dimensions, int size) =>
        Enumerable.Range(0, 1 << dimensions)
            .Select(mask => Enumerable.Range(0, dimensions).Where(index => (mask & (1 << index)) != 0).ToArray())
            .Where(choice => choice.Length == size);

    /// <summary>Values that meet in a cell, as text.</summary>
    internal sealed record Group(string Text);
}
