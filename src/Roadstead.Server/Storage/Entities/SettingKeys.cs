namespace Roadstead.Server.Storage.Entities;

public static class SettingKeys
{
    /// <summary>Short random text that tells this Roadstead's accounts from another's.</summary>
    public const string Installation = "installation";

    /// <summary>A known text under the newest encryption key: shows at start whether the right key is there.</summary>
    public const string KeyCheck = "key-check";
}
