using System.Text.RegularExpressions;

namespace Roadstead.Server.Tests.Permissions;

/// <summary>docs/permissions.md, read as it is written.</summary>
internal static partial class PermissionTable
{
    public static readonly string[] Callers = ["anonymous", "stranger", "viewer", "editor", "admin", "platform"];

    public sealed record Row(string Method, string Route, IReadOnlyList<string> Cells)
    {
        public string Call => $"{Method} {Route}";
    }

    public static IReadOnlyList<Row> Read(string text) => [.. Line().Matches(text).Select(match => new Row(
        match.Groups["method"].Value,
        match.Groups["route"].Value,
        [.. match.Groups["cells"].Value.Split('|').Select(cell => cell.Trim()).Where(cell => cell.Length > 0)]))];

    public static string File()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docs", "permissions.md");
            if (System.IO.File.Exists(file)) return file;
        }

        throw new FileNotFoundException("docs/permissions.md stands in no folder above the tests.");
    }

    [GeneratedRegex(@"^\| (?<method>GET|POST|PUT|PATCH|DELETE) (?<route>/\S+) \|(?<cells>.*)\|\s*$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
