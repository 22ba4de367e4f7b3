using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Access;

/// <summary>Nobody, or somebody whose credentials were wrong: Harbor makes no difference.</summary>
internal sealed class AnonymousIdentity : HarborIdentity
{
    public static AnonymousIdentity Instance { get; } = new();

    public override string Name => "";

    public override bool Can(ProjectState project, string resource, string action) => project.IsPublic && RoleRights.Public.Contains((resource, action));

    public override bool Sees(ProjectState project) => project.IsPublic;
}
