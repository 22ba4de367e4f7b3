using System.Globalization;

namespace Roadstead.Testing.Artifactory;

/// <summary>What a release and an edition have.</summary>
public sealed class ArtifactoryFeatures
{
    private readonly Version version;
    private readonly ArtifactoryEdition edition;
    private readonly bool oldTokensOnly;

    internal ArtifactoryFeatures(FakeArtifactorySettings settings)
    {
        (version, edition, oldTokensOnly) = (Version.Parse(settings.Version), settings.Edition, settings.OldTokenEndpointOnly);
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{version.Major}{version.Minor:00}{version.Build:00}900");
        Revision = numbers;
        Product = IsSeven ? $"Artifactory/{settings.Version} {numbers}" : $"Artifactory/{settings.Version}";
    }

    /// <summary>As in <c>74611900</c>.</summary>
    public string Revision { get; }

    /// <summary>As in <c>Artifactory/7.46.11 74611900</c>.</summary>
    public string Product { get; }

    public bool IsSeven => version.Major >= 7;

    /// <summary>X-JFrog-Version instead of Server.</summary>
    public bool JFrogHeader => Since(7, 10);

    public bool IsPro => edition is ArtifactoryEdition.Pro or ArtifactoryEdition.Enterprise;

    public bool HasDocker => edition != ArtifactoryEdition.Oss;

    /// <summary>HEAD challenges name no scope.</summary>
    public bool HeadLacksScope => !IsSeven;

    public bool Oci => Since(7, 75);

    public bool Federated => Since(7, 18) && edition == ArtifactoryEdition.Enterprise;

    public bool Configurations => Since(7, 61, 3);

    public bool CalculatesStorage => Since(6, 17);

    public bool UsedSpaceInBytes => Since(7, 19);

    public bool Permissions => Since(6, 6);

    public bool PermissionsOfPrincipals => Since(6, 9);

    public bool AccessTokens => Since(7, 21) && !oldTokensOnly;

    public bool ResourceScopes => Since(7, 38);

    public bool ReferenceTokens => Since(7, 38, 10);

    public bool AccessUsers => Since(7, 49, 3);

    public bool EffectiveAdmin => Since(7, 66);

    public bool Webhooks => IsSeven && IsPro;

    private bool Since(int major, int minor, int patch = 0) => version >= new Version(major, minor, patch);
}
