namespace Roadstead.Core.Contracts.Registries;

/// <summary>The products that Roadstead integrates. On the wire: kebab-case.</summary>
public enum RegistryType
{
    /// <summary>Harbor 2.0 and later.</summary>
    Harbor,

    /// <summary>CNCF Distribution 2.x and 3.x.</summary>
    DockerRegistry,

    /// <summary>JFrog Artifactory 6.x and 7.x.</summary>
    Artifactory,
}
