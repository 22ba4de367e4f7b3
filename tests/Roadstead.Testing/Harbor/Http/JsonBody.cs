using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>A JSON object of a request, read as Go reads it into a struct: unknown fields are ignored, a wrong type is 422, a missing field is the zero value.</summary>
/// <param name="parameter">What the API calls the body, <c>project</c> or <c>robot</c>.</param>
/// <param name="type">Name of the Go type that it is read into.</param>
/// <param name="json">The object.</param>
/// <param name="path">Where the object is in the body, with a trailing dot; empty for the body itself.</param>
internal sealed class JsonBody(string parameter, string type, JsonObject json, string path = "")
{
    public JsonObject Json => json;

    public bool Has(string name) => json[name] is not null;

    public string? Text(string name) => Value(name, JsonValueKind.String, "string")?.GetValue<string>();

    public bool? Flag(string name) =>
        json[name] is null ? null
        : json[name]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? json[name]!.GetValue<bool>()
        : throw Wrong(name, "bool");

    public long? Number(string name) =>
        Value(name, JsonValueKind.Number, "int64") is not { } value ? null
        : value.AsValue().TryGetValue<long>(out var number) || long.TryParse(value.ToJsonString(), out number) ? number
        : throw Wrong(name, "int64");

    public JsonBody? Object(string name, string typeName) =>
        json[name] is null ? null : json[name] is JsonObject inner ? new JsonBody(parameter, typeName, inner, path + name + ".") : throw Wrong(name, "models." + typeName);

    public IReadOnlyList<JsonBody>? Objects(string name, string typeName) =>
        json[name] is null ? null
        : json[name] is not JsonArray items ? throw Wrong(name, "[]*models." + typeName)
        : [.. items.Select(item => item as JsonObject is { } inner ? new JsonBody(parameter, typeName, inner, path + name + ".") : throw Wrong(name, "models." + typeName))];

    public IReadOnlyList<string>? Texts(string name) =>
        json[name] is null ? null
        : json[name] is not JsonArray items ? throw Wrong(name, "[]string")
        : [.. items.Select(item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : throw Wrong(name, "string"))];

    private JsonNode? Value(string name, JsonValueKind kind, string goType) =>
        json[name] is null ? null : json[name]!.GetValueKind() == kind ? json[name] : throw Wrong(name, goType);

    private HarborException Wrong(string name, string goType)
    {
        var found = json[name]!.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Array => "array",
            _ => "object",
        };
        return HarborException.Unprocessable($"parsing {parameter} body from \"\" failed, because json: cannot unmarshal {found} into Go struct field {type}.{path}{name} of type {goType}");
    }
}
