namespace Roadstead.Testing.Artifactory;

/// <summary>How the name of an image leads to a repository (<c>dockerReverseProxyMethod</c>). The API of each repository is always there as well.</summary>
public enum ArtifactoryAccessMethod
{
    /// <summary><c>host/key/path</c>.</summary>
    RepositoryPath,

    /// <summary><c>key.base/path</c>, see <see cref="FakeArtifactorySettings.SubdomainBase"/>.</summary>
    Subdomain,

    /// <summary><c>host:port/path</c>, see <see cref="FakeArtifactorySettings.PortRepositories"/>.</summary>
    Port,
}
