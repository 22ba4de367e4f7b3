namespace Roadstead.Core.Contracts.Identity;

/// <summary>Who is signed in.</summary>
/// <param name="User">The name.</param>
/// <param name="PlatformRole">The platform role.</param>
/// <param name="Workspaces">The workspaces that the user is a member of, by name.</param>
public sealed record MeView(
    string User,
    PlatformRole PlatformRole,
    IReadOnlyList<Membership> Workspaces);
