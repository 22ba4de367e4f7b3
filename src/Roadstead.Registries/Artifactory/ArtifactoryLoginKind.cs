namespace Roadstead.Registries.Artifactory;

/// <summary>How a login is sent.</summary>
internal enum ArtifactoryLoginKind
{
    /// <summary>There is none: as everybody.</summary>
    Nobody,

    /// <summary>Basic: a user with a password, an access token or an API key.</summary>
    User,

    /// <summary>Bearer: an access or reference token without a user name.</summary>
    Token,

    /// <summary>The header <c>X-JFrog-Art-Api</c>: an API key without a user name. Deprecated by JFrog.</summary>
    ApiKey,
}
