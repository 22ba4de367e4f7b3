namespace Roadstead.Server.Console.Components;

/// <summary>Stacked bars, one for each step of time.</summary>
/// <param name="Bars">Oldest first.</param>
/// <param name="Classes">The style of each part of a bar, from the ground up.</param>
/// <param name="Label">The whole in one sentence, for those who do not see it.</param>
/// <param name="Marks">What stands below: at the left, in the middle, at the right.</param>
public sealed record BarChartModel(IReadOnlyList<Bar> Bars, IReadOnlyList<string> Classes, string Label, IReadOnlyList<string> Marks)
{
    /// <summary>The highest bar; at least 1.</summary>
    public long Highest { get; } = Math.Max(1, Bars.Max(bar => bar.Parts.Sum()));
}
