using System.Text;

namespace Roadstead.Testing.Harbor.Text;

/// <summary>A table as Harbor's job logs hold it: headings in the middle, cells at the left.</summary>
internal static class TextTable
{
    public static string Write(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToList();
        var text = new StringBuilder();
        text.Append('|').AppendJoin('|', headings.Select((heading, column) => Center(heading, widths[column] + 2))).Append("|\n");
        text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).Append("|\n");
        foreach (var row in rows)
        {
            text.Append('|').AppendJoin('|', row.Select((cell, column) => $" {cell.PadRight(widths[column])} ")).Append("|\n");
        }

        return text.ToString();
    }

    private static string Center(string text, int width) => text.PadLeft(text.Length + ((width - text.Length) / 2)).PadRight(width);
}
