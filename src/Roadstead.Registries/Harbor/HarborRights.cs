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
        new(true, "project", "create", HarborCapability.CreateSpace),
        new(false, "project", "delete", HarborCapability.DeleteSpace),
        new(false, "project", "update", HarborCapability.SetVisibility),
        new(true, "quota", "list", HarborCapability.SetQuota),
        new(true, "quota", "update", HarborCapability.SetQuota),
        new(true, "robot", "create", HarborCapability.PullAccounts),
        new(true, "robot", "list", HarborCapability.PullAccounts),
        new(true, "robot", "read", HarborCapability.PullAccounts),
        new(true, "robot", "delete", HarborCapability.PullAccounts),
        new(false, "notification-policy", "list", HarborCapability.Events),
        new(false, "notification-policy", "create", HarborCapability.Events),
        new(false, "notification-policy", "update", HarborCapability.Events),
        new(false, "notification-policy", "delete", HarborCapability.Events),
        new(false, "artifact", "delete", HarborCapability.Delete),
        new(false, "tag", "delete", HarborCapability.Delete),
        new(false, "repository", "delete", HarborCapability.Delete),
        new(false, "scan", "create", HarborCapability.Scan),
        new(false, "scan", "read", HarborCapability.Scan),
    ];
}
