using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>How garbage is collected, as the client asked.</summary>
internal sealed record CollectionParameters(bool DeleteUntagged, bool DeleteTag, bool DryRun)
{
    public static CollectionParameters Of(JsonObject? parameters) => new(Flag(parameters, "delete_untagged"), Flag(parameters, "delete_tag"), Flag(parameters, "dry_run"));

    /// <summary>A JSON text, as a schedule shows it.</summary>
    public string Asked(HarborFeatures features) => new JsonObject()
        .With(features.NewWording, "delete_tag", DeleteTag)
        .With(true, "delete_untagged", DeleteUntagged)
        .With(true, "workers", 0)
        .ToJsonString(HarborJson.Options);

    /// <summary>A JSON text, as a collection shows it that is over.</summary>
    public string Done(HarborFeatures features) => new JsonObject()
        .With(features.NewWording, "delete_tag", DeleteTag)
        .With(true, "delete_untagged", DeleteUntagged)
        .With(true, "dry_run", DryRun)
        .With(true, "freed_space", 0)
        .With(true, "purged_blobs", 0)
        .With(true, "purged_manifests", 0)
        .With(!features.NewWording, "redis_url_reg", "redis://127.0.0.1:6379/1?idle_timeout_seconds=30")
        .With(true, "time_window", 2)
        .With(true, "workers", 0)
        .ToJsonString(HarborJson.Options);

    private static bool Flag(JsonObject? parameters, string name) => parameters?[name]?.GetValue<bool>() == true;
}
