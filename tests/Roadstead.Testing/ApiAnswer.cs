using System.Net;
using System.Text.Json.Nodes;

namespace Roadstead.Testing;

/// <summary>What a call of the API was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">The body as it came; empty for none.</param>
/// <param name="Headers">All headers, a line each.</param>
/// <param name="Took">From sending to the last byte.</param>
public sealed record ApiAnswer(HttpStatusCode Status, string Text, string Headers, TimeSpan Took)
{
    public bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>The body as JSON; an empty object when there is none.</summary>
    public JsonNode Body => Text.Length == 0 ? new JsonObject() : JsonNode.Parse(Text)!;

    /// <summary>The code of a problem; null when it is none.</summary>
    public string? Code => Body["code"]?.GetValue<string>();
}
