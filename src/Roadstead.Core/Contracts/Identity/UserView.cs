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
    DateTimeOffset CreatedAt)
{
    /// <summary>True: nobody signs in by it until an admin enables it again.</summary>
    public bool Disabled { get; init; }

    /// <summary>When a session of the console last began; null: never, or not looked up.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>How many workspaces the user is a member of; null: not looked up.</summary>
    public int? WorkspaceCount { get; init; }

    /// <summary>How many API tokens the user has; null: not looked up.</summary>
    public int? TokenCount { get; init; }

    /// <summary>The workspaces with the role in each, of one user; null in lists.</summary>
    public IReadOnlyList<Membership>? Workspaces { get; init; }
}
