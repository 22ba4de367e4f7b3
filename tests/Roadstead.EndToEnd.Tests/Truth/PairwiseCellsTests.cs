namespace Roadstead.EndToEnd.Tests.Truth;

public sealed class PairwiseCellsTests
{
    [Fact]
    public void All_HoldsEveryCellOfTheMatrix()
    {
        Assert.Equal(3 * 11 * 2 * 4 * 4, Cell.All.Distinct().Count());
        Assert.Equal(3 * 4 * 2 * 4 * 4, Cell.All.Count(cell => cell.Via is Via.Gateway || cell.Image is ImageKind.UnmanagedAllowed));
    }

    [Fact]
    public void Choose_SixtyCells_AnyTwoValuesMeet()
    {
        var chosen = PairwiseCells.Choose(Cell.All, 60);

        var met = chosen.SelectMany(cell => PairwiseCells.Groups(cell, 2)).ToHashSet();
        var missing = Cell.All.SelectMany(cell => PairwiseCells.Groups(cell, 2)).Distinct().Where(pair => !met.Contains(pair));
        Assert.Equal(60, chosen.Distinct().Count());
        Assert.Empty(missing.Select(pair => pair.Text));
    }

    [Fact]
    public void Choose_Twice_TheSameCells() => Assert.Equal(PairwiseCells.Choose(Cell.All, 60), PairwiseCells.Choose(Cell.All, 60));

    [Fact]
    public void Groups_OfACell_EveryPairOfDimensionsOnce() => Assert.Equal(10, PairwiseCells.Groups(Cell.All[0], 2).Distinct().Count());
}
