using Roadstead.Registries.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>docs/harbor.md says of the rights what the code holds to.</summary>
public sealed class HarborDocumentTests
{
    [Fact]
    public void Rights_TableOfTheDocument_IsTheCodes()
    {
        var written = File.ReadLines(Path("docs/harbor.md"))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 3 && cells[1] is "system" or "all projects")
            .Select(cells => string.Join(' ', cells));

        Assert.Equal(
            HarborRights.All.Select(right => $"`{right.Resource}:{right.Action}` {(right.OfSystem ? "system" : "all projects")} {(right.Capability is null ? "every integration of the platform" : $"`{right.Capability}`")}"),
            written);
    }

    private static string Path(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Combine(folder.FullName, file) is var path && File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"{file} stands in no folder above the tests.");
    }
}
