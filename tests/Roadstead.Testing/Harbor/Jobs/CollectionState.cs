using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>One garbage collection. The fake collects nothing: blobs are counted, not stored.</summary>
internal sealed record CollectionState(long Id, CollectionParameters Parameters, DateTimeOffset Created)
{
    public JsonObject View(HarborFeatures features) => new()
    {
        ["creation_time"] = HarborJson.Time(Created),
        ["id"] = Id,
        ["job_kind"] = "MANUAL",
        ["job_name"] = "GARBAGE_COLLECTION",
        ["job_parameters"] = Parameters.Done(features),
        ["job_status"] = "Success",
        ["schedule"] = new JsonObject { ["next_scheduled_time"] = HarborJson.Never, ["type"] = "Manual" },
        ["update_time"] = HarborJson.Time(Created),
    };

    public string Log(HarborFeatures features)
    {
        var time = HarborJson.Seconds(Created);
        var tags = features.NewWording ? $"delete_tag: {Written(Parameters.DeleteTag)}, " : "";
        return $"""
            {time} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:169]: Garbage Collection parameters: [delete_untagged: {Written(Parameters.DeleteUntagged)}, {tags}dry_run: {Written(Parameters.DryRun)}, time_window: 2, workers: 1]
            {time} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:179]: start to run gc in job.
            {time} [WARNING] [/jobservice/job/impl/gc/garbage_collection.go:220]: no removed artifacts.
            {time} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:243]: no need to execute GC as there is no non referenced artifacts.
            {time} [INFO] [/jobservice/job/impl/gc/garbage_collection.go:207]: success to run gc in job.

            """;
    }

    private static string Written(bool flag) => flag ? "true" : "false";
}
