namespace Roadstead.Registries.Harbor;

/// <summary>Which right serves what: the table of docs/harbor.md.</summary>
internal static class HarborRights
{
    /// <summary>Everything that a robot can be granted and Roadstead has a use for, in the order in which people are told.</summary>
    public static IReadOnlyList<HarborRight> All { get; } =
    [
        new(true, "project", "list", null),
        new(false, "project", "read", null),
        new(false, "repository", "list", null),
        new(false, "repository", "read", null),
        new(false, "repository", "pull", null),
        new(false, "artifact", "list", null),
        new(false, "artifact", "read", null),
        new(false, "tag", "list", null),
        new(true, "project", "create", RegistryCapability.CreateSpace),
        new(false, "project", "delete", RegistryCapability.DeleteSpace),
        new(false, "project", "update", RegistryCapability.SetVisibility),
        new(true, "quota", "list", RegistryCapability.SetQuota),
        new(true, "quota", "update", RegistryCapability.SetQuota),
        new(true, "robot", "create", RegistryCapability.PullAccounts),
        new(true, "robot", "list", RegistryCapability.PullAccounts),
        new(true, "robot", "read", RegistryCapability.PullAccounts),
        new(true, "robot", "delete", RegistryCapability.PullAccounts),
        new(false, "notification-policy", "list", RegistryCapability.Events),
        new(false, "notification-policy", "create", RegistryCapability.Events),
        new(false, "notification-policy", "update", RegistryCapability.Events),
        new(false, "notification-policy", "delete", RegistryCapability.Events),
        new(false, "artifact", "delete", RegistryCapability.Delete),
        new(false, "tag", "delete", RegistryCapability.Delete),
        new(false, "repository", "delete", RegistryCapability.Delete),
        new(false, "scan", "create", RegistryCapability.Scan),
        new(false, "scan", "read", RegistryCapability.Scan),
    ];

    /// <summary>What a Harbor can do, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> Capabilities { get; } =
    [
        RegistryCapability.CreateSpace, RegistryCapability.DeleteSpace, RegistryCapability.SetVisibility, RegistryCapability.SetQuota, RegistryCapability.PullAccounts, RegistryCapability.Events,
        RegistryCapability.RepositoryListing, RegistryCapability.ArtifactListing, RegistryCapability.Statistics, RegistryCapability.Delete, RegistryCapability.Scan,
    ];
}
