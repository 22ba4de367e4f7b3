using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Quotas;

/// <summary>The limits of projects.</summary>
internal sealed class QuotaArea : IHarborArea
{
    private static readonly Columns<ProjectState> Old = new()
    {
        ["id"] = project => project.Quota.Id,
        ["reference_id"] = project => project.Id.ToString(CultureInfo.InvariantCulture),
        ["creation_time"] = project => project.Quota.CreatedAt,
        ["update_time"] = project => project.Quota.UpdatedAt,
    };

    // 2.9 takes a sort by use, and ignores it.
    private static readonly Columns<ProjectState> New = new()
    {
        ["id"] = Old["id"],
        ["reference_id"] = Old["reference_id"],
        ["creation_time"] = Old["creation_time"],
        ["update_time"] = Old["update_time"],
        ["used.storage"] = project => project.UsedBytes,
        ["hard.storage"] = project => project.Quota.HardBytes,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/quotas", List);
        routes.Map("GET", "/quotas/{id}", call => HarborAnswer.Json(View(Find(call, "read"), list: false)));
        routes.Map("PUT", "/quotas/{id}", Update);
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call, isFromV1: true);
        call.RequireSystem("list", "quota");
        var rows = call.State.Projects.All.Where(project => call.Query("reference_id") is not { Length: > 0 } id || id == project.Id.ToString(CultureInfo.InvariantCulture));
        return query.Answer(rows, call.Features.QuotaSort ? New : Old, "-id", project => View(project, list: true));
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var hard = call.Body("hard", "QuotaUpdateReq").Object("hard", "ResourceList");
        var project = Find(call, "update");
        foreach (var (resource, _) in hard?.Json ?? [])
        {
            var limit = hard!.Number(resource) ?? 0;
            if (resource != "storage")
            {
                throw HarborException.BadRequest($"resource {resource} not support");
            }

            if (limit is 0 or < -1)
            {
                throw HarborException.BadRequest($"invalid non-positive value for quota limit, value={limit}");
            }

            project.Quota.HardBytes = limit;
        }

        project.Quota.UpdatedAt = call.State.Now;
        return HarborAnswer.Ok;
    }

    private static ProjectState Find(HarborCall call, string action)
    {
        var id = call.PathNumber("id");
        call.RequireSystem(action, "quota");
        return call.State.Projects.All.FirstOrDefault(project => project.Quota.Id == id) ?? throw HarborException.NotFound($"quota {id} not found");
    }

    // The owner's name is empty for the admin's projects, and a single quota has no time of change.
    private static JsonObject View(ProjectState project, bool list) => new()
    {
        ["creation_time"] = HarborJson.Time(project.Quota.CreatedAt),
        ["hard"] = new JsonObject { ["storage"] = project.Quota.HardBytes },
        ["id"] = project.Quota.Id,
        ["ref"] = new JsonObject { ["id"] = project.Id, ["name"] = project.Name, ["owner_name"] = project.Owner.Id == 1 ? "" : project.Owner.Username },
        ["update_time"] = list ? HarborJson.Time(project.Quota.UpdatedAt) : HarborJson.Never,
        ["used"] = new JsonObject { ["storage"] = project.UsedBytes },
    };
}
