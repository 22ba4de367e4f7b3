namespace Roadstead.Testing.Artifactory.Http;

/// <summary>Ends a call with an error answer.</summary>
internal sealed class ArtifactoryException(int status, string message, string? code = null) : Exception(message)
{
    // The phrase by which a client knows that an edition lacks a call.
    private const string ProOnly =
        "This REST API is available only in Artifactory Pro (see: jfrog.com/artifactory/features). If you are already running Artifactory Pro please make sure your server is activated with a valid license key.\n";

    public int Status => status;

    /// <summary>Code of the distribution API; null for errors of the REST API.</summary>
    public string? Code => code;

    public static ArtifactoryException BadRequest(string message) => new(400, message);

    public static ArtifactoryException OnlyPro() => new(400, ProOnly);

    public static ArtifactoryException BadCredentials() => new(401, "Bad credentials");

    public static ArtifactoryException Unauthorized() => new(401, "Authentication is required");

    public static ArtifactoryException Forbidden(string message = "Forbidden") => new(403, message);

    public static ArtifactoryException NotFound(string message = "Not Found") => new(404, message);

    public static ArtifactoryException Conflict(string message) => new(409, message);
}
