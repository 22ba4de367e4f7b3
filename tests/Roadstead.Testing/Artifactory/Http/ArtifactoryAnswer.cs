using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>What a call is answered with.</summary>
internal sealed record ArtifactoryAnswer(int Status)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>JSON of Artifactory itself, in Latin 1.</summary>
    public static ArtifactoryAnswer Json(JsonNode? body, int status = 200) => new(status) { Body = ArtifactoryJson.Latin(body), ContentType = ArtifactoryJson.ContentType };

    /// <summary>JSON of the services beside it and of the docker API.</summary>
    public static ArtifactoryAnswer PlainJson(JsonNode? body, int status = 200) => new(status) { Body = ArtifactoryJson.Utf8(body), ContentType = "application/json" };

    public static ArtifactoryAnswer Text(string body, int status = 200, string contentType = "text/plain") => new(status) { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };

    public static ArtifactoryAnswer Html(int status, string title) =>
        Text($"<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><h1>{title}</h1></body></html>", status, "text/html;charset=utf-8");

    public static ArtifactoryAnswer Error(int status, string message) =>
        Json(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["status"] = status, ["message"] = message }) }, status);

    public static ArtifactoryAnswer DockerError(int status, string code, string message, JsonNode? detail = null) =>
        PlainJson(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message, ["detail"] = detail }) }, status);
}
