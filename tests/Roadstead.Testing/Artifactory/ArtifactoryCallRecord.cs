namespace Roadstead.Testing.Artifactory;

/// <summary>A call that a fake Artifactory answered.</summary>
/// <param name="Template">
/// Method and path with names, without the context path: <c>GET /api/repositories/{key}</c>, <c>POST /access/api/v1/tokens</c>,
/// <c>GET /api/docker/{key}/v2/{name}/tags/list</c>, <c>GET /v2/{name}/manifests/{reference}</c>.
/// </param>
/// <param name="Path">The path, decoded once.</param>
/// <param name="Query">The query with its question mark; empty for none.</param>
/// <param name="Authorization">The Authorization header; empty for none.</param>
/// <param name="ApiKey">The X-JFrog-Art-Api header; empty for none.</param>
/// <param name="Status">The status of the answer; 0 when a fault took it away.</param>
public sealed record ArtifactoryCallRecord(string Template, string Path, string Query, string Authorization, string ApiKey, int Status)
{
    /// <summary>Whether it carried credentials of any kind.</summary>
    public bool HasCredentials => Authorization.Length + ApiKey.Length > 0;
}
