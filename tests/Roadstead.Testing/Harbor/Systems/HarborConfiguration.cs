namespace Roadstead.Testing.Harbor.Systems;

/// <summary>The settings that change how Harbor behaves.</summary>
public sealed class HarborConfiguration
{
    public string AuthMode { get; set; } = "db_auth";

    public bool ReadOnly { get; set; }

    /// <summary><c>everyone</c> or <c>adminonly</c>.</summary>
    public string ProjectCreationRestriction { get; set; } = "everyone";

    /// <summary>Changing it renames every robot at once.</summary>
    public string RobotNamePrefix { get; set; } = "robot$";

    /// <summary>Days that a robot lives when nobody says how many.</summary>
    public long RobotTokenDuration { get; set; } = 30;

    /// <summary>Minutes that a registry token lives.</summary>
    public long TokenExpiration { get; set; } = 30;

    /// <summary>Bytes; -1 for no limit.</summary>
    public long StoragePerProject { get; set; } = -1;

    public bool QuotaPerProject { get; set; } = true;

    public bool NotificationEnable { get; set; } = true;

    public bool SelfRegistration { get; set; }

    public bool PrimaryAuthMode { get; set; }

    public string BannerMessage { get; set; } = "";

    public string OidcProviderName { get; set; } = "";
}
