using System.Text;

namespace Roadstead.Core.Errors;

/// <summary>The catalogue as the page that people read: <c>docs/errors.md</c>.</summary>
public static class ErrorTable
{
    /// <summary>The whole page, ending in a line feed. A test holds the committed file to it.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("""
            # Error codes

            Generated from `ErrorCodes`; do not edit. `ROADSTEAD_WRITE_DOCS=true dotnet test --project tests/Roadstead.Core.Tests` writes it anew.

            The API answers with problem details (RFC 9457): `code` never changes its meaning, `title` is for people, `detail` says how to mend this very case
            and is the remedy below where there is nothing better to say.

            | code | status | title | remedy |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var code in ErrorCodes.All)
            page.Append('|').Append($" `{code.Code}` | {code.Status} | {Cell(code.Title)} | {Cell(code.Remedy)} |\n");
        return page.ToString();
    }

    private static string Cell(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal);
}
