using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>A user.</summary>
internal sealed class UserIdentity(UserState user) : HarborIdentity
{
    public UserState User => user;

    public override string Name => user.Username;

    public override bool IsAdmin => user.IsAdmin;

    public override bool CanSystem(string resource, string action) => IsAdmin;

    public override bool Can(ProjectState project, string resource, string action) =>
        IsAdmin
        || (project.IsPublic && RoleRights.Public.Contains((resource, action)))
        || project.Members.Any(member => member.User == user && RoleRights.Of(member.RoleId).Contains((resource, action)));

    public override bool Sees(ProjectState project) => IsAdmin || project.IsPublic || project.Members.Any(member => member.User == user);

    public override IReadOnlyList<int> Roles(ProjectState project) => [.. project.Members.Where(member => member.User == user).Select(member => member.RoleId)];
}
