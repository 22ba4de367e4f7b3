namespace Roadstead.Server.Spaces.Sync;

/// <summary>Names of what a registry can do with spaces of its own, as drivers list them.</summary>
internal static class SpaceCapability
{
    public const string Create = "create-space";

    public const string Delete = "delete-space";

    public const string SetVisibility = "set-visibility";

    public const string SetQuota = "set-quota";
}
