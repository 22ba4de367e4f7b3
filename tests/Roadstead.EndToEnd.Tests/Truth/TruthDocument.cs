namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>The tables of docs/truth-matrix.md are what the tests saw. With ROADSTEAD_WRITE_DOCS=true they are written anew.</summary>
internal static class TruthDocument
{
    private static readonly Lock Gate = new();

    /// <summary>Compares one section of the page with what was seen.</summary>
    public static void Check(string section, string seen)
    {
        lock (Gate)
        {
            var file = Path.Combine(Root(AppContext.BaseDirectory), "docs", "truth-matrix.md");
            var (before, table, after) = Split(File.ReadAllText(file).ReplaceLineEndings("\n"), section);
            if (Environment.GetEnvironmentVariable("ROADSTEAD_WRITE_DOCS") == "true" && table != seen)
            {
                table = seen;
                File.WriteAllText(file, before + table + after);
            }

            Assert.Equal(seen, table);
        }
    }

    private static (string Before, string Table, string After) Split(string page, string section)
    {
        var (begin, end) = ($"<!-- {section}: written by the tests -->\n\n", $"\n<!-- end of {section} -->");
        var (from, to) = (page.IndexOf(begin, StringComparison.Ordinal), page.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"docs/truth-matrix.md has no section '{section}'.");
        from += begin.Length;
        return (page[..from], page[from..to], page[to..]);
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Roadstead.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
