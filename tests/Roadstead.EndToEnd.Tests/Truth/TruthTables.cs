using System.Globalization;
using System.Text;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>What was seen, as tables of the documents.</summary>
internal static class TruthTables
{
    /// <summary>A row for each image and standing, a column for each maker; a field says what all its cells have in common, or how they differ.</summary>
    public static string AtTheApiServer(Func<Cell, bool> isTaken)
    {
        var makers = Enum.GetValues<Maker>();
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| image | pulled by | namespace | {string.Join(" | ", makers.Select(CellName.Of))} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"|---|---|---|{string.Concat(makers.Select(_ => "---|"))}");
        foreach (var (image, via) in Cell.Images)
        {
            foreach (var standing in Enum.GetValues<Standing>())
            {
                var fields = makers.Select(maker => Field([.. Cell.All.Where(cell => (cell.Image, cell.Via, cell.Standing, cell.Maker) == (image, via, standing, maker)).Select(isTaken)]));
                table.AppendLine(CultureInfo.InvariantCulture, $"| {CellName.Of(image)} | {CellName.Of(via)} | {CellName.Of(standing)} | {string.Join(" | ", fields)} |");
            }
        }

        return table.ToString();
    }

    /// <summary>A row for each cell.</summary>
    public static string OnTheNode(IReadOnlyList<Cell> cells, Func<Cell, NodeOutcome> outcome)
    {
        var table = new StringBuilder();
        table.AppendLine("| image | pulled by | namespace | the image is | pull secret | made by | what becomes of it |");
        table.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var cell in cells.OrderBy(cell => cell.Image).ThenBy(cell => cell.Via).ThenBy(cell => cell.Standing))
        {
            table.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {CellName.Of(cell.Image)} | {CellName.Of(cell.Via)} | {CellName.Of(cell.Standing)} | {CellName.Of(cell.Presence)} | {CellName.Of(cell.Secret)} | {CellName.Of(cell.Maker)} | {CellName.Of(outcome(cell))} |");
        }

        return table.ToString();
    }

    private static string Field(IReadOnlyList<bool> taken) =>
        taken.All(one => one) ? $"taken, {taken.Count} of {taken.Count}"
        : taken.All(one => !one) ? $"refused, {taken.Count} of {taken.Count}"
        : $"taken {taken.Count(one => one)} of {taken.Count}";
}
