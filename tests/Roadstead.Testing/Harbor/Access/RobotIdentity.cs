using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>A robot.</summary>
internal sealed class RobotIdentity(RobotState robot, HarborState state) : HarborIdentity
{
    public RobotState Robot => robot;

    public override string Name => state.Robots.FullName(robot);

    public override bool CanSystem(string resource, string action) =>
        robot.Permissions.Any(permission => permission.Kind == "system" && permission.Access.Contains((resource, action)));

    public override bool Can(ProjectState project, string resource, string action) =>
        (project.IsPublic && RoleRights.Public.Contains((resource, action))) || Own(project).Any(permission => permission.Access.Contains((resource.Length == 0 ? "project" : resource, action)));

    /// <summary>Its namespaces and the public ones, whatever it may do there.</summary>
    public override bool Sees(ProjectState project) => project.IsPublic || robot.Permissions.Any(permission => Covers(permission, project));

    /// <summary>What it has in a project by its own permissions.</summary>
    public IEnumerable<RobotPermission> Own(ProjectState project)
    {
        // Up to 2.9 one system permission is enough to lose all that a system robot has in projects.
        var lost = !state.Features.SystemRobotsKeepProjects && robot.Permissions.Any(permission => permission.Kind == "system");
        return lost ? [] : robot.Permissions.Where(permission => Covers(permission, project));
    }

    private static bool Covers(RobotPermission permission, ProjectState project) =>
        permission.Kind == "project" && (permission.Namespace == "*" || permission.Namespace == project.Name);
}
