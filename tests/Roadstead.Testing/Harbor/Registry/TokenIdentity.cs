using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>The bearer of a registry token: it may what the token says, whatever became of its owner since.</summary>
internal sealed class TokenIdentity(string subject, DateTimeOffset issuedAt, IReadOnlyList<TokenAccess> access, bool refusesOlderThanProject) : HarborIdentity
{
    public override string Name => subject;

    public override bool Can(ProjectState project, string resource, string action) => false;

    public override bool Sees(ProjectState project) => false;

    public bool Allows(ProjectState project, string repository, string action) =>
        (!refusesOlderThanProject || issuedAt.ToUnixTimeSeconds() >= project.CreatedAt.ToUnixTimeSeconds())
        && access.Any(entry => entry.Type == "repository" && entry.Name == repository && entry.Actions.Contains(action));
}
