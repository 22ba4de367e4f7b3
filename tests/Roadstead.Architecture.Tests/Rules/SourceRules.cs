using System.Text.RegularExpressions;
using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>What the text of a source file must hold to.</summary>
internal static partial class SourceRules
{
    private const int MaxLines = 400;
    private const int MaxTestLines = 500;

    // A stand-in for a package has that package's names (docs/decisions/0001-sqlite-interop.md); samples pretend to live elsewhere.
    private static readonly string[] NamedByOthers = ["src/SQLitePCLRaw.core/", "tests/Roadstead.Architecture.Tests/Samples/"];

    // Path and reason of each file that may be longer.
    private static readonly Dictionary<string, string> LongFiles = [];

    // Path and reason of each file that holds several public types.
    private static readonly Dictionary<string, string> SharedFiles = new()
    {
        ["src/Roadstead.Core/Access/AccessSnapshot.cs"] = "the snapshot's rows are read together, like the columns of one table",
    };

    // The one place that waits for a state by asking again, and the one where a stand-in server is slow because the real one is.
    private static readonly string[] MayWait = ["tests/Roadstead.Testing/Eventually.cs", "tests/Roadstead.Testing/ServerDelay.cs"];

    public static IEnumerable<string> Namespace(SourceFile file)
    {
        // src/Roadstead.Server/Http -> Roadstead.Server.Http
        var expected = string.Join('.', file.Folder.Split('/').Skip(1));
        var found = NamespaceDeclaration().Match(file.Text);
        return IsNamedHere(file) && found.Success && found.Groups[1].Value != expected
            ? [$"{file.Path}: namespace {found.Groups[1].Value}, but its folder says {expected}"]
            : [];
    }

    public static IEnumerable<string> FileName(SourceFile file)
    {
        var name = file.Name.Split('.')[0];
        var types = TopLevelType().Matches(file.Text).Select(match => (Name: match.Groups["name"].Value, IsPublic: match.Groups["public"].Success)).ToList();
        if (!IsNamedHere(file) || types.Count == 0 || name == "Program" || SharedFiles.ContainsKey(file.Path))
        {
            return [];
        }

        return types.All(type => type.Name != name)
            ? [$"{file.Path}: holds {types[0].Name}, whose name is not the file's"]
            : types.Where(type => type.IsPublic && type.Name != name).Select(type => $"{file.Path}: {type.Name} is public and needs a file of its own");
    }

    public static IEnumerable<string> Length(SourceFile file)
    {
        var lines = file.Text.AsSpan().Count('\n');
        var max = file.Path.StartsWith("tests/", StringComparison.Ordinal) ? MaxTestLines : MaxLines;
        return lines > max && !file.IsGenerated && !LongFiles.ContainsKey(file.Path)
            ? [$"{file.Path}: {lines} lines, over {max}: split it, or list it here with the reason"]
            : [];
    }

    public static IEnumerable<string> EmptyCatch(SourceFile file) =>
        EmptyCatchBlock().IsMatch(file.Text) ? [$"{file.Path}: an empty catch hides the failure: handle it, or say why it may be dropped"] : [];

    public static IEnumerable<string> WaitingByTheClock(SourceFile file) =>
        !MayWait.Contains(file.Path) && file.CodeLines.Any(line => Sleep().IsMatch(line))
            ? [$"{file.Path}: waits by the clock: wait for the state (Eventually)"]
            : [];

    public static IEnumerable<string> InlineScript(SourceFile file) =>
        InlineScriptMarkup().Matches(file.Text).Select(match => $"{file.Path}: '{match.Value.Trim()}' is inline script, which the Content-Security-Policy refuses");

    public static IEnumerable<string> LeftUndone(SourceFile file) =>
        UndoneMarker().Matches(file.Text).Select(match => $"{file.Path}: {match.Value} is left in it");

    private static bool IsNamedHere(SourceFile file) =>
        !file.IsGenerated && !NamedByOthers.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal));

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    // Namespaces are file-scoped: what begins a line is a top-level type.
    [GeneratedRegex(
        @"^(?:(?<public>public)|internal)\s(?:(?:static|sealed|abstract|partial|readonly|unsafe|ref)\s)*(?:class|struct|interface|enum|record\sstruct|record\sclass|record|delegate\s[\w<>?.]+)\s(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    // catch, its type and its filter (parentheses three deep), and a block of nothing but white space.
    [GeneratedRegex(@"\bcatch\s*(?:(?:when\s*)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\s*)*\{\s*\}")]
    private static partial Regex EmptyCatchBlock();

    [GeneratedRegex(@"\bTask\.Delay\(|\bThread\.Sleep\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)[^>]*>|\son\w+=""(?!@)|\shx-on[\w:-]*=|javascript:|=""js:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScriptMarkup();

    [GeneratedRegex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|\bHA" + @"CK\b|NotImplemented" + "Exception")]
    private static partial Regex UndoneMarker();
}
