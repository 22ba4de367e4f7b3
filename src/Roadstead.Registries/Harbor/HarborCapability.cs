namespace Roadstead.Registries.Harbor;

/// <summary>Names of what a Harbor can do.</summary>
internal static class HarborCapability
{
    public const string CreateSpace = "create-space";
    public const string DeleteSpace = "delete-space";
    public const string SetVisibility = "set-visibility";
    public const string SetQuota = "set-quota";
    public const string PullAccounts = "pull-accounts";
    public const string Events = "events";
    public const string RepositoryListing = "repository-listing";
    public const string ArtifactListing = "artifact-listing";
    public const string Statistics = "statistics";
    public const string Delete = "delete";
    public const string Scan = "scan";

    /// <summary>All, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } =
        [CreateSpace, DeleteSpace, SetVisibility, SetQuota, PullAccounts, Events, RepositoryListing, ArtifactListing, Statistics, Delete, Scan];
}
