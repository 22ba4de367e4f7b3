namespace Roadstead.Registries;

/// <summary>Names of what a registry can do with a login, as <see cref="IRegistryDriver.Capabilities"/> lists them.</summary>
public static class RegistryCapability
{
    /// <summary>Make spaces: <see cref="ISpaceAdministration"/>.</summary>
    public const string CreateSpace = "create-space";

    /// <summary>Remove spaces: <see cref="ISpaceAdministration"/>.</summary>
    public const string DeleteSpace = "delete-space";

    /// <summary>Open and close spaces: <see cref="ISpaceAdministration"/>.</summary>
    public const string SetVisibility = "set-visibility";

    /// <summary>Limit what a space may hold: <see cref="ISpaceAdministration"/>.</summary>
    public const string SetQuota = "set-quota";

    /// <summary>Make accounts that may pull and nothing else: <see cref="IPullAccounts"/>.</summary>
    public const string PullAccounts = "pull-accounts";

    /// <summary>Tell of changes: <see cref="IEventSubscriptions"/>.</summary>
    public const string Events = "events";

    /// <summary>Tell when repositories changed: <see cref="IRepositoryListing"/>.</summary>
    public const string RepositoryListing = "repository-listing";

    /// <summary>Tell what a repository holds in few calls: <see cref="IArtifactListing"/>.</summary>
    public const string ArtifactListing = "artifact-listing";

    /// <summary>Count what it holds: <see cref="IRegistryStatistics"/>.</summary>
    public const string Statistics = "statistics";

    /// <summary>Remove artifacts, tags and repositories: <see cref="IImageDeletion"/>.</summary>
    public const string Delete = "delete";

    /// <summary>Look for vulnerabilities: <see cref="IImageScanning"/>.</summary>
    public const string Scan = "scan";
}
