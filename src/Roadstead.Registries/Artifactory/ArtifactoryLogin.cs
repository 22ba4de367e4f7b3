namespace Roadstead.Registries.Artifactory;

/// <summary>A login that Artifactory has taken.</summary>
/// <param name="Kind">How it is sent.</param>
/// <param name="IsAdministrator">True when Artifactory answered it what it tells administrators alone.</param>
/// <param name="Evidence">What showed it, for people.</param>
internal sealed record ArtifactoryLogin(ArtifactoryLoginKind Kind, bool IsAdministrator, string Evidence);
