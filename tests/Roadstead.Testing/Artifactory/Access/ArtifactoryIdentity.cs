namespace Roadstead.Testing.Artifactory.Access;

/// <summary>Who calls, and by what he has rights.</summary>
/// <param name="Name">User name; of a token, its subject.</param>
internal sealed record ArtifactoryIdentity(string Name)
{
    public const string AnonymousName = "anonymous";

    /// <summary>Whether nobody signed in; nobody has rights only where anonymous access is on.</summary>
    public bool IsAnonymous { get; init; }

    public bool IsAdmin { get; init; }

    /// <summary>Whether what its user was granted himself counts; not so for a token of groups.</summary>
    public bool HasOwnGrants { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<ResourceScope> Resources { get; init; } = [];

    /// <summary>The token that it came with; null for a password.</summary>
    public Tokens.ArtifactoryToken? Token { get; init; }
}
