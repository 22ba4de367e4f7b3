using System.Text.RegularExpressions;
using Roadstead.Architecture.Tests.Code;

namespace Roadstead.Architecture.Tests.Rules;

/// <summary>Documents point at what exists.</summary>
internal static partial class DocsRules
{
    /// <summary>Every relative link and picture leads to a file or folder.</summary>
    /// <param name="document">A Markdown file.</param>
    /// <param name="exists">Whether there is a file or folder at a path from the root of the repository.</param>
    public static IEnumerable<string> Links(SourceFile document, Func<string, bool> exists) =>
        from match in Link().Matches(document.Text)
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal)
        where !exists(Path.Combine(document.Folder, target))
        select $"{document.Path}: nothing is at '{target}'";

    /// <summary>The index of decisions names each page, once a page is there.</summary>
    public static IEnumerable<string> Unlisted(SourceFile index, IEnumerable<string> pages) =>
        pages.Where(page => !index.Text.Contains($"]({page})", StringComparison.Ordinal)).Select(page => $"{index.Path} does not list {page}");

    /// <summary>A comment that sends the reader to a decision names one that is there.</summary>
    public static IEnumerable<string> Decisions(SourceFile file, Func<string, bool> exists) =>
        from match in Decision().Matches(file.Text)
        where !exists(match.Value)
        select $"{file.Path}: there is no {match.Value}";

    /// <summary>Every test that a document names, as <c>NameTests.Member</c> in code marks, is there.</summary>
    /// <param name="document">A Markdown file.</param>
    /// <param name="sources">The sources of the tests.</param>
    public static IEnumerable<string> Tests(SourceFile document, IReadOnlyList<SourceFile> sources) =>
        from match in Test().Matches(document.Text)
        let member = $" {match.Groups[2].Value}("
        where !sources.Any(source => source.Name == match.Groups[1].Value + ".cs" && source.Text.Contains(member, StringComparison.Ordinal))
        select $"{document.Path}: there is no test {match.Groups[1].Value}.{match.Groups[2].Value}";

    /// <summary>Every section of the third level names a test.</summary>
    public static IEnumerable<string> Unproven(SourceFile document) =>
        from section in document.Text.Split("\n### ").Skip(1)
        where !Test().IsMatch(section.Split("\n## ")[0])
        select $"{document.Path}: no test is named for '{section.Split('\n')[0]}'";

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"docs/decisions/\d{4}-[\w-]+\.md")]
    private static partial Regex Decision();

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s""[^""]*"")?\)")]
    private static partial Regex Link();
}
