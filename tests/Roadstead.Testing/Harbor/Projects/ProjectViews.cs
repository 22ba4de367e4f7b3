using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>Projects as JSON, as a caller gets them.</summary>
internal static class ProjectViews
{
    public static JsonObject View(ProjectState project, HarborIdentity identity, bool detail = true)
    {
        var roles = identity.IsAuthenticated ? identity.Roles(project) : [];
        var json = new JsonObject { ["creation_time"] = HarborJson.Time(project.CreatedAt) }
            .With(roles.Count > 0, "current_user_role_id", roles.Count > 0 ? roles[0] : 0)
            .With(true, "current_user_role_ids", roles.Count > 0 ? HarborJson.Array(roles, role => JsonValue.Create(role)) : null)
            .With(true, "cve_allowlist", detail ? Allowlist(project) : new JsonObject { ["creation_time"] = HarborJson.Never, ["items"] = null, ["update_time"] = HarborJson.Never });
        if (detail)
        {
            json["metadata"] = Metadata(project);
        }

        json["name"] = project.Name;
        json["owner_id"] = project.Owner.Id;
        json.With(detail, "owner_name", project.Owner.Username);
        json["project_id"] = project.Id;
        json.WithNumber("registry_id", project.RegistryId);
        json["repo_count"] = project.Repositories.Count;
        json["update_time"] = HarborJson.Time(project.UpdatedAt);
        return json;
    }

    public static JsonObject Metadata(ProjectState project) => new(project.Metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    public static JsonObject Summary(ProjectState project, HarborIdentity identity)
    {
        var json = new JsonObject();
        if (identity.Can(project, "member", "list"))
        {
            json.WithNumber("developer_count", Count(2)).WithNumber("guest_count", Count(3)).WithNumber("limited_guest_count", Count(5)).WithNumber("maintainer_count", Count(4)).WithNumber("project_admin_count", Count(1));
        }

        if (identity.Can(project, "quota", "read"))
        {
            json["quota"] = new JsonObject { ["hard"] = new JsonObject { ["storage"] = project.Quota.HardBytes }, ["used"] = new JsonObject { ["storage"] = project.UsedBytes } };
        }

        json["repo_count"] = project.Repositories.Count;
        return json;

        int Count(int role) => project.Members.Count(member => member.RoleId == role);
    }

    private static JsonObject Allowlist(ProjectState project) => new()
    {
        ["creation_time"] = HarborJson.Never,
        ["id"] = project.AllowlistId,
        ["items"] = HarborJson.Array(project.AllowedCves, cve => new JsonObject { ["cve_id"] = cve }),
        ["project_id"] = project.Id,
        ["update_time"] = HarborJson.Never,
    };
}
