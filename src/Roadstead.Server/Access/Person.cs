using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Access;

/// <summary>A user as requests meet them.</summary>
/// <param name="UserId">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="PlatformRole">The platform role.</param>
/// <param name="SecurityStamp">Changes when all sessions of the user are to end.</param>
/// <param name="PasswordIsInitial">True while the password is the generated one of the first start.</param>
/// <param name="Roles">The role in each workspace that the user is a member of.</param>
public sealed record Person(Guid UserId, string Name, PlatformRole PlatformRole, string SecurityStamp, bool PasswordIsInitial, IReadOnlyDictionary<Guid, WorkspaceRole> Roles);
