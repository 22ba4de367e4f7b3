using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>What a call is answered with.</summary>
internal sealed record HarborAnswer(int Status)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    public static HarborAnswer Ok => new(200);

    /// <summary>200 with JSON as Harbor writes it: with a line end.</summary>
    public static HarborAnswer Json(JsonNode? body, int status = 200) =>
        new(status) { Body = HarborJson.Bytes(body), ContentType = "application/json" };

    public static HarborAnswer Text(string body, string contentType = "text/plain", int status = 200) =>
        new(status) { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };

    public static HarborAnswer Created(string location) => new(201) { Headers = { ["Location"] = location } };

    public static HarborAnswer Error(int status, string code, string message) => new(status)
    {
        Body = HarborJson.Bytes(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) }),
        ContentType = "application/json; charset=utf-8",
    };

    public static HarborAnswer From(HarborException e)
    {
        var answer = Error(e.Status, e.Code, e.Message);
        foreach (var (name, value) in e.Headers)
        {
            answer.Headers[name] = value;
        }

        return answer;
    }
}
