namespace Roadstead.Testing.Artifactory.Repositories;

/// <summary>What a repository is (<c>rclass</c>).</summary>
public enum RepositoryClass
{
    Local,
    Remote,
    Virtual,
    Federated,
}
