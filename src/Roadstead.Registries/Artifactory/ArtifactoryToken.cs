namespace Roadstead.Registries.Artifactory;

/// <summary>An access token as lists show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">Whom it stands for.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
internal sealed record ArtifactoryToken(string Id, string User, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt);
