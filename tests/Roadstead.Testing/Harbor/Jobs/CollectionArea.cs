using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Jobs;

/// <summary>Garbage collection.</summary>
internal sealed class CollectionArea : IHarborArea
{
    private const string Vendor = "GARBAGE_COLLECTION";
    private static readonly Columns<CollectionState> Columns = new() { ["id"] = collection => collection.Id };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/system/gc", List);
        routes.Map("GET", "/system/gc/schedule", ReadSchedule);
        routes.Map("POST", "/system/gc/schedule", Start);
        routes.Map("PUT", "/system/gc/schedule", WriteSchedule);
        routes.Map("GET", "/system/gc/{gc_id}", call => HarborAnswer.Json(Find(call).View(call.Features)));
        routes.Map("GET", "/system/gc/{gc_id}/log", call => HarborAnswer.Text(Find(call).Log(call.Features)), produces: ["text/plain"]);
    }

    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "garbage-collection");
        return ListQuery.From(call).Answer(call.State.Area<JobStore>().Collections, Columns, "-id", collection => collection.View(call.Features));
    }

    private static HarborAnswer Start(HarborCall call)
    {
        call.RequireSystem("create", "garbage-collection");
        var body = call.Body("schedule", "Schedule");
        var parameters = CollectionParameters.Of(body.Object("parameters", "map")?.Json);
        if (body.Object("schedule", "ScheduleObj")?.Text("type") != "Manual")
        {
            return WriteSchedule(call);
        }

        if (call.State.Components.IsDown("jobservice"))
        {
            throw HarborException.Internal();
        }

        var jobs = call.State.Area<JobStore>();
        var collection = new CollectionState(jobs.NextExecution(), parameters, call.State.Now);
        jobs.NextTask();
        jobs.Collections.Add(collection);
        return call.Created("/api/v2.0/system/gc", collection.Id);
    }

    // Without a schedule the answer is empty.
    private static HarborAnswer ReadSchedule(HarborCall call)
    {
        call.RequireSystem("read", "garbage-collection");
        return call.State.Area<JobStore>().Schedule is { } schedule ? HarborAnswer.Json(schedule.View(call.Features)) : HarborAnswer.Text("", "application/json");
    }

    private static HarborAnswer WriteSchedule(HarborCall call)
    {
        call.RequireSystem("update", "garbage-collection");
        var body = call.Body("schedule", "Schedule");
        var schedule = body.Object("schedule", "ScheduleObj");
        var (kind, cron) = (schedule?.Text("type") ?? "", schedule?.Text("cron") ?? "");
        var jobs = call.State.Area<JobStore>();
        call.State.Area<ScheduleStore>().Remove(Vendor, -1);
        jobs.Schedule = null;
        if (kind != "None")
        {
            if (CronText.Problem(cron) is { } problem)
            {
                throw HarborException.BadRequest($"invalid cron string for scheduled garbage collection: {cron}, error: {problem}");
            }

            jobs.Schedule = new CollectionSchedule(call.State.Area<ScheduleStore>().Set(call.State, Vendor, -1, cron), kind, CollectionParameters.Of(body.Object("parameters", "map")?.Json));
        }

        return HarborAnswer.Ok;
    }

    private static CollectionState Find(HarborCall call)
    {
        call.RequireSystem("read", "garbage-collection");
        var id = call.PathNumber("gc_id");
        return call.State.Area<JobStore>().Collections.Find(collection => collection.Id == id) ?? throw HarborException.NotFound($"gc job {id} not found");
    }
}
