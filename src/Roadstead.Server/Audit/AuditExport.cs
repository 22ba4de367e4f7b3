using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roadstead.Core.Contracts.Audit;

namespace Roadstead.Server.Audit;

/// <summary>A form in which the audit leaves, row by row.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Extension">Of the file's name.</param>
/// <param name="Header">The first line; null for none.</param>
/// <param name="Line">A row as one line.</param>
internal sealed record AuditExport(string ContentType, string Extension, string? Header, Func<AuditView, string> Line)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never markup
    };

    private static readonly AuditExport JsonLines = new("application/jsonl", "jsonl", null, entry => JsonSerializer.Serialize(entry, Json));

    private static readonly AuditExport Csv = new("text/csv; charset=utf-8", "csv", "id,at,actor,action,object,outcome,source,before,after", CsvLine);

    /// <summary>JSON lines where nothing is asked for; null for a form that there is none of.</summary>
    public static AuditExport? Find(string? format) => format switch { null or "" or "jsonl" => JsonLines, "csv" => Csv, _ => null };

    public async Task WriteAsync(IAsyncEnumerable<AuditView> rows, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        if (Header is not null) await writer.WriteAsync((Header + "\r\n").AsMemory(), cancellationToken);
        var end = Header is null ? "\n" : "\r\n"; // RFC 4180
        await foreach (var row in rows.WithCancellation(cancellationToken)) await writer.WriteAsync((Line(row) + end).AsMemory(), cancellationToken);
    }

    private static string CsvLine(AuditView entry) => string.Join(',', new[]
    {
        entry.Id.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        entry.Actor, entry.Action, entry.Object, entry.Outcome, entry.Source ?? "", entry.Before?.GetRawText() ?? "", entry.After?.GetRawText() ?? "",
    }.Select(Cell));

    // A spreadsheet runs a cell that begins like a formula, and names in the audit are what somebody typed: the apostrophe makes it text.
    private static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
