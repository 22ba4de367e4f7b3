namespace Roadstead.Testing.Artifactory;

/// <summary>What was bought.</summary>
public enum ArtifactoryEdition
{
    Pro,

    /// <summary>Enterprise Plus: Pro with federated repositories.</summary>
    Enterprise,

    /// <summary>JFrog Container Registry: docker and oci, but none of Pro's REST.</summary>
    Jcr,

    /// <summary>The open source edition: no docker at all, and none of Pro's REST.</summary>
    Oss,
}
