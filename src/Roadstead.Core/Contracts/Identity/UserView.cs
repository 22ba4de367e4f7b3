namespace Roadstead.Core.Contracts.Identity;

/// <summary>A user.</summary>
/// <param name="Name">The name.</param>
/// <param name="PlatformRole">The role.</param>
/// <param name="LockedOut">True while too many wrong passwords keep the account shut.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record UserView(
    string Name,
    PlatformRole PlatformRole,
    bool LockedOut,
    DateTimeOffset CreatedAt);
