using System.Globalization;

namespace Roadstead.Testing.Harbor;

/// <summary>What a release can do and how it differs: the one table of versions. Each flag names the release that brought (or dropped) it.</summary>
public sealed class HarborFeatures
{
    private readonly int minor;

    private HarborFeatures(string version)
    {
        Version = version;
        var parts = version.Split('.');
        if (parts.Length is < 2 or > 3 || parts[0] != "2" || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minor) || minor > 15)
        {
            throw new ArgumentException($"No such Harbor is known: {version}.", nameof(version));
        }
    }

    public string Version { get; }

    /// <summary>As <c>harbor_version</c> says it.</summary>
    public string VersionText => $"v{Version}-" + Version switch
    {
        "2.9.5" => "672ec4ad",
        "2.15.2" => "080b0220",
        _ => TestImages.DigestOf(System.Text.Encoding.UTF8.GetBytes(Version))[7..15],
    };

    public bool PageSizeIsCapped => minor >= 1;
    public bool DeletableProjects => minor >= 1;
    public bool ProxyCache => minor >= 1;
    public bool ProjectNamesInPaths => minor >= 2;
    public bool Robots => minor >= 2;
    public bool Ping => minor >= 2;
    public bool QueriesEverywhere => minor >= 3;
    public bool AllRepositories => minor >= 3;
    public bool StorageInStatistics => minor >= 3;
    public bool Accessories => minor >= 5;
    public bool CurrentTime => minor >= 5;
    public bool JobService => minor >= 7;
    /// <summary>2.8: a manifest's subject is read, and referrers are listed.</summary>
    public bool Referrers => minor >= 8;
    public bool CloudEvents => minor >= 8;
    public bool WebhookExecutions => minor >= 8;
    public bool PrimaryAuthMode => minor >= 8;
    public bool ChartMuseum => minor < 8;
    public bool Notary => minor < 9;
    public bool Banner => minor >= 9;
    public bool SecurityHub => minor >= 9;

    /// <summary>2.10: /permissions, the check of a robot's permissions, and system robots that keep their project access.</summary>
    public bool RobotPermissionCheck => minor >= 10;
    public bool SystemRobotsKeepProjects => minor >= 10;
    public bool RobotLevelSystemFilters => minor >= 10;
    public bool QuotaSort => minor >= 10;
    public bool OidcProviderName => minor >= 10;

    /// <summary>2.11: a robot's duration of 0, or none, is refused.</summary>
    public bool RobotDurationRequired => minor >= 11;
    public bool Sbom => minor >= 11;
    public bool RobotsCreateRobots => minor >= 12;
    public bool RobotCreator => minor >= 12;
    public bool ProjectArtifacts => minor >= 12;
    public bool ArtifactType => minor >= 12;
    public bool VersionIsPublic => minor < 13;
    public bool LegacyProjectRobots => minor < 13;
    public bool AuditLogExtension => minor >= 13;
    public bool RealmFollowsHost => minor >= 14;

    /// <summary>2.15: words and shapes that were measured there and not in 2.9; releases between are taken to behave as 2.9 where nothing else is known.</summary>
    public bool NewWording => minor >= 15;

    /// <summary>Referrers say the artifact's own type and the manifest's size; before, the config's type and the artifact's size.</summary>
    public bool ReferrersAreRight => minor >= 12;
    public bool TokensOlderThanProjectRefused => minor >= 15;

    public static HarborFeatures For(string version) => new(version);
}
