using Roadstead.Testing.Harbor.Users;

namespace Roadstead.Testing.Harbor.Projects;

/// <summary>A user's role in a project: 1 admin, 2 developer, 3 guest, 4 maintainer, 5 limited guest.</summary>
public sealed class MemberState(long id, UserState user, int roleId)
{
    public long Id => id;

    public UserState User => user;

    public int RoleId { get; set; } = roleId;
}
