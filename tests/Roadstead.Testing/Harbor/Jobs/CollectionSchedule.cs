using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>When garbage is collected.</summary>
internal sealed record CollectionSchedule(ScheduleState Row, string Kind, CollectionParameters Parameters)
{
    public JsonObject View(HarborFeatures features) => new()
    {
        ["creation_time"] = HarborJson.Time(Row.Updated),
        ["id"] = Row.Id,
        ["job_kind"] = Row.Cron,
        ["job_parameters"] = Parameters.Asked(features),
        ["job_status"] = "Running",
        ["schedule"] = new JsonObject { ["cron"] = Row.Cron, ["next_scheduled_time"] = HarborJson.Time(CronText.Next(Row.Updated)), ["type"] = Kind },
        ["update_time"] = HarborJson.Time(Row.Updated),
    };
}
