namespace Roadstead.Testing.Artifactory;

/// <summary>What <c>/v2/</c> of the main host says.</summary>
public enum ArtifactoryRootAnswer
{
    /// <summary>The registry: a challenge, or 200 for who may.</summary>
    Registry,

    /// <summary>404 with the page of the proxy in front.</summary>
    NotFound,

    /// <summary>406 with an empty body.</summary>
    NotAcceptable,

    /// <summary>400 "Unsupported docker repository request for 'v2'".</summary>
    Unsupported,
}
