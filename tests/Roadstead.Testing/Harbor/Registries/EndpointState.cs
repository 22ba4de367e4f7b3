using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Registries;

/// <summary>A registry endpoint: a remote registry that Harbor knows.</summary>
internal sealed class EndpointState
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public required string Type { get; init; }

    public required string Url { get; set; }

    public bool Insecure { get; set; }

    public string Description { get; set; } = "";

    public string AccessKey { get; set; } = "";

    public string AccessSecret { get; set; } = "";

    /// <summary>healthy or unhealthy, from the last check.</summary>
    public string Status { get; set; } = "healthy";

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; set; }

    /// <summary>Without the credential: the form that a proxy project's summary shows.</summary>
    public JsonObject Brief() => new JsonObject
    {
        ["creation_time"] = HarborJson.Time(Created),
        ["id"] = Id,
        ["insecure"] = Insecure,
        ["name"] = Name,
        ["status"] = Status,
        ["type"] = Type,
        ["update_time"] = HarborJson.Time(Updated),
        ["url"] = Url,
    }.WithText("description", Description);

    public JsonObject View() => Brief().With(true, "credential", AccessKey.Length == 0 ? new JsonObject() : new JsonObject { ["access_key"] = AccessKey, ["access_secret"] = "*****", ["type"] = "basic" });
}
