namespace Roadstead.Testing.Artifactory.Tokens;

/// <summary>An access token.</summary>
/// <param name="Id">Its id, by which it is revoked.</param>
/// <param name="Username">Whom it stands for; nobody else need know him.</param>
/// <param name="Scope">Scopes, separated by blanks.</param>
/// <param name="Value">The token itself: a JWT.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">Null never expires.</param>
public sealed record ArtifactoryToken(string Id, string Username, string Scope, string Value, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Whether it is kept: only then it is listed and can be revoked.</summary>
    public bool IsStored { get; init; } = true;

    /// <summary>Null for one that cannot be renewed.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>A short name of the same token; null for none.</summary>
    public string? ReferenceToken { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Who takes it: <c>*@*</c> for all.</summary>
    public string Audience { get; init; } = "*@*";

    /// <summary>Whether the services beside Artifactory take it: not one that is meant for Artifactory alone, as those of the old API are unless they were made otherwise.</summary>
    public bool IsForServices => !Audience.StartsWith("jfrt@", StringComparison.Ordinal);

    /// <summary>The token itself, to be sent.</summary>
    public override string ToString() => Value;

    public static implicit operator string(ArtifactoryToken token) => token.Value;
}
