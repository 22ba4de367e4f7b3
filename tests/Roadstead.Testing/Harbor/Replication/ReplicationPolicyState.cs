using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Registries;

namespace Roadstead.Testing.Harbor.Replication;

/// <summary>A replication policy, from a remote registry here or from here to one.</summary>
internal sealed class ReplicationPolicyState
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Null is this Harbor itself.</summary>
    public required EndpointState? Source { get; set; }

    /// <summary>Null is this Harbor itself.</summary>
    public required EndpointState? Destination { get; set; }

    /// <summary>What the client wrote.</summary>
    public required JsonObject Written { get; set; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; set; }

    public bool Uses(EndpointState endpoint) => Source == endpoint || Destination == endpoint;

    public JsonObject View(HarborFeatures features) => new JsonObject
    {
        ["copy_by_chunk"] = Flag("copy_by_chunk"),
        ["creation_time"] = HarborJson.Time(Created),
        ["dest_registry"] = Destination?.View() ?? Local(),
        ["enabled"] = Flag("enabled"),
        ["filters"] = Written["filters"]?.DeepClone(),
        ["id"] = Id,
        ["name"] = Name,
        ["override"] = Flag("override"),
        ["speed"] = Math.Max(0, Written["speed"]?.GetValue<int>() ?? 0),
        ["src_registry"] = Source?.View() ?? Local(),
        ["trigger"] = Trigger(),
        ["update_time"] = HarborJson.Time(Updated),
    }
        .WithText("description", Written["description"]?.GetValue<string>())
        .WithText("dest_namespace", Written["dest_namespace"]?.GetValue<string>())
        .With(Written["dest_namespace_replace_count"] is not null, "dest_namespace_replace_count", Written["dest_namespace_replace_count"]?.DeepClone())
        .With(features.NewWording, "single_active_replication", Flag("single_active_replication"));

    private bool Flag(string name) => Written[name]?.GetValue<bool>() == true;

    private JsonObject Trigger()
    {
        var settings = new JsonObject().WithText("cron", Written["trigger"]?["trigger_settings"]?["cron"]?.GetValue<string>());
        return new JsonObject { ["trigger_settings"] = settings, ["type"] = Written["trigger"]?["type"]?.GetValue<string>() ?? "manual" };
    }

    private static JsonObject Local() => new()
    {
        ["creation_time"] = HarborJson.Never,
        ["credential"] = new JsonObject { ["access_secret"] = "*****", ["type"] = "secret" },
        ["id"] = 0,
        ["insecure"] = true,
        ["name"] = "Local",
        ["status"] = "healthy",
        ["type"] = "harbor",
        ["update_time"] = HarborJson.Never,
        ["url"] = ReplicationStore.CoreUrl,
    };
}
