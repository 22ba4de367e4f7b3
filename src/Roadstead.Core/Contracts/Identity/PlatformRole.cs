namespace Roadstead.Core.Contracts.Identity;

/// <summary>What a user may do on the whole platform. On the wire: kebab-case.</summary>
public enum PlatformRole
{
    /// <summary>Only what their workspaces allow.</summary>
    User,

    /// <summary>Everything.</summary>
    Admin,
}
