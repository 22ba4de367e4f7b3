using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Robots;

/// <summary>Robot accounts of the system and of projects.</summary>
internal sealed class RobotArea : IHarborArea
{
    private const int MaxStoredName = 255;

    // Names are stored without the prefix, and the keys know their capitals.
    private static readonly Columns<RobotState> Columns = new()
    {
        ["name"] = robot => robot.StoredName,
        ["id"] = robot => robot.Id,
        ["description"] = robot => robot.Description,
        ["disabled"] = robot => robot.IsDisabled,
        ["expiresat"] = robot => robot.ExpiresAt,
        ["duration"] = robot => robot.Duration,
        ["project_id"] = robot => robot.Project?.Id ?? 0,
        ["creation_time"] = robot => robot.CreatedAt,
        ["update_time"] = robot => robot.UpdatedAt,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/robots", List, f => f.Robots);
        routes.Map("POST", "/robots", Create, f => f.Robots);
        routes.Map("GET", "/robots/{robot_id}", call => HarborAnswer.Json(View(call.State, Find(call, "read"))), f => f.Robots);
        routes.Map("PUT", "/robots/{robot_id}", Update, f => f.Robots);
        routes.Map("PATCH", "/robots/{robot_id}", Refresh, f => f.Robots);
        routes.Map("DELETE", "/robots/{robot_id}", Delete, f => f.Robots);
        routes.Map("GET", "/projects/{project}/robots", ListOfProject, f => f is { Robots: true, LegacyProjectRobots: true });
        routes.Map("GET", "/permissions", Permissions, f => f.RobotPermissionCheck);
    }

    private static HarborAnswer List(HarborCall call)
    {
        var query = ListQuery.From(call);
        ProjectState? project = null;
        var level = query.Take("Level")?.Values[0];
        var ofProjects = level == "project";
        // In 2.9 asking for the system's robots brings all there are.
        var all = level == "system" && !call.Features.RobotLevelSystemFilters;
        if (ofProjects)
        {
            var asked = query.Take("ProjectID") ?? throw HarborException.BadRequest("must with project ID when to query project robots");
            project = long.TryParse(asked.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? call.State.Projects.Find(id) : null;
            Require(call, project, "list");
        }
        else
        {
            call.RequireSystem("list", "robot");
        }

        // Wrong capitals make these columns of the table, which hold no such value.
        var nothing = query.Conditions.Any(condition => condition.Key is "level");
        var rows = call.State.Robots.All.Where(robot => !nothing && (all || (ofProjects ? project is not null && robot.Project == project : robot.Project is null)));
        return query.Answer(rows, Columns, "name", robot => View(call.State, robot));
    }

    private static HarborAnswer ListOfProject(HarborCall call)
    {
        var query = ListQuery.From(call);
        var project = call.RequireProject(call.Path("project"), "list", "robot");
        return query.Answer(call.State.Robots.All.Where(robot => robot.Project == project), Columns, "name", robot => View(call.State, robot));
    }

    private static HarborAnswer Create(HarborCall call)
    {
        var body = call.Body("robot", "RobotCreate");
        var (name, level, days, description) = (body.Text("name") ?? "", body.Text("level") ?? "", body.Number("duration"), body.Text("description") ?? "");
        var permissions = RobotRules.ReadPermissions(body);
        call.RequireSignedIn();
        RobotRules.CheckName(name);
        RobotRules.CheckLevel(level);
        RobotRules.CheckPermissions(permissions, level, call.Features);
        var duration = RobotRules.Duration(days, call.State);
        var project = level == "project" ? call.State.Projects.Find(permissions[0].Namespace) : null;
        Require(call, project, "create", level == "project" ? permissions[0].Namespace : null);
        if (call.Identity is RobotIdentity creator)
        {
            // Up to 2.11 no robot can be given this right, so only an admin comes here.
            RobotRules.CheckCreator(creator, permissions);
        }

        foreach (var unknown in permissions.Where(permission => permission is { Kind: "project", Namespace: not "*" } && call.State.Projects.Find(permission.Namespace) is null))
        {
            throw HarborException.NotFound($"project {unknown.Namespace} not found");
        }

        var id = call.State.Robots.NextId();
        if (call.State.Robots.Find(project, name) is { } taken)
        {
            throw HarborException.Conflict($"robot account {project?.Id ?? 0}:{taken.StoredName} already exists");
        }

        var robot = new RobotState(id, name, project, RobotStore.NewSecret(), call.State.Now)
        {
            Description = description,
            Permissions = permissions,
            Creator = call.Identity is RobotIdentity by ? ("robot", by.Robot.Id) : ("local", (call.Identity as UserIdentity)?.User.Id ?? 0),
        };
        if (robot.StoredName.Length > MaxStoredName)
        {
            throw HarborException.Internal();
        }

        robot.SetDuration(duration);
        call.State.Robots.Add(robot);
        call.State.Area<AuditStore>().Add(call.State, "create", "robot", call.State.Robots.FullName(robot), call.Identity.Name, robot.Project?.Id ?? 0);
        var answer = HarborAnswer.Json(
            new JsonObject
            {
                ["creation_time"] = HarborJson.Time(robot.CreatedAt),
                ["expires_at"] = robot.ExpiresAt,
                ["id"] = robot.Id,
                ["name"] = call.State.Robots.FullName(robot),
                ["secret"] = robot.Secret,
            },
            201);
        answer.Headers["Location"] = string.Create(CultureInfo.InvariantCulture, $"/api/v2.0/robots/{robot.Id}");
        return answer;
    }

    // The whole object is wanted, with the full name. A duration that did not change changes nothing; a new one counts from the creation.
    private static HarborAnswer Update(HarborCall call)
    {
        var body = call.Body("robot", "Robot");
        var (name, level, days) = (body.Text("name") ?? "", body.Text("level") ?? "", body.Number("duration"));
        var permissions = RobotRules.ReadPermissions(body);
        RobotRules.CheckLevel(level);
        RobotRules.CheckPermissions(permissions, level, call.Features);
        var robot = Find(call, "update");
        if (level != robot.Level || name != call.State.Robots.FullName(robot))
        {
            throw HarborException.BadRequest("cannot update the level or name of robot");
        }

        if (robot.Project is { } project && permissions[0].Namespace != project.Name)
        {
            throw HarborException.BadRequest("cannot update the project of a project level robot");
        }

        var duration = days is null && call.Features.RobotDurationRequired ? robot.Duration : RobotRules.Duration(days, call.State);
        if (duration != robot.Duration)
        {
            robot.SetDuration(duration);
        }

        (robot.Description, robot.IsDisabled, robot.Permissions, robot.UpdatedAt) = (body.Text("description") ?? "", body.Flag("disable") ?? false, permissions, call.State.Now);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Refresh(HarborCall call)
    {
        var secret = call.Body("robotSec", "RobotSec").Text("secret") ?? "";
        var robot = Find(call, "update");
        if (secret.Length > 0 && !UserStore.IsStrong(secret))
        {
            throw HarborException.BadRequest("the secret must be 8-128, inclusively, characters long with at least 1 uppercase letter, 1 lowercase letter and 1 number");
        }

        robot.Secret = secret.Length > 0 ? secret : RobotStore.NewSecret();
        return HarborAnswer.Json(secret.Length > 0 ? [] : new JsonObject { ["secret"] = robot.Secret });
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var robot = Find(call, "delete");
        call.State.Robots.Remove(robot);
        call.State.Area<AuditStore>().Add(call.State, "delete", "robot", call.State.Robots.FullName(robot), call.Identity.Name, robot.Project?.Id ?? 0);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Permissions(HarborCall call)
    {
        call.RequireSignedIn();
        var may = call.Identity is UserIdentity user && (user.IsAdmin || call.State.Projects.All.Any(project => user.Roles(project).Contains(1)));
        return may ? HarborAnswer.Json(RobotPermissions.View(call.Features)) : throw HarborException.Forbidden();
    }

    private static RobotState Find(HarborCall call, string action)
    {
        var id = call.PathNumber("robot_id");
        call.RequireSignedIn();
        var robot = call.State.Robots.Find(id) ?? throw HarborException.NotFound($"robot {id} not found");
        Require(call, robot.Project, action);
        return robot;
    }

    private static void Require(HarborCall call, ProjectState? project, string action, string? namedProject = null)
    {
        if (project is not null || namedProject is not null)
        {
            call.RequireProject(project?.Name ?? namedProject!, action, "robot", byNameOnly: true);
        }
        else
        {
            call.RequireSystem(action, "robot");
        }
    }

    private static JsonObject View(HarborState state, RobotState robot) => new JsonObject { ["creation_time"] = HarborJson.Time(robot.CreatedAt) }
        .With(state.Features.RobotCreator, "creator_ref", robot.Creator.Id)
        .With(state.Features.RobotCreator, "creator_type", robot.Creator.Type)
        .WithText("description", robot.Description)
        .With(true, "disable", robot.IsDisabled)
        .With(true, "duration", robot.Duration)
        .With(true, "editable", true)
        .With(true, "expires_at", robot.ExpiresAt)
        .With(true, "id", robot.Id)
        .With(true, "level", robot.Level)
        .With(true, "name", state.Robots.FullName(robot))
        .With(true, "permissions", HarborJson.Array(robot.Permissions, permission => new JsonObject
        {
            ["access"] = HarborJson.Array(permission.Access, RobotPermissions.View),
            ["kind"] = permission.Kind,
            ["namespace"] = permission.Namespace,
        }))
        .With(true, "update_time", HarborJson.Time(robot.UpdatedAt));
}
