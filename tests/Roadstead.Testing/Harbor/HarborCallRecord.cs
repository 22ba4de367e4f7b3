namespace Roadstead.Testing.Harbor;

/// <summary>A call that a fake Harbor answered.</summary>
/// <param name="Template">Method and path with names, as in <c>GET /projects/{project}</c>; paths outside /api/v2.0 are whole, as in <c>GET /v2/{name}/manifests/{reference}</c>.</param>
/// <param name="Path">The path, decoded once.</param>
/// <param name="Query">The query with its question mark; empty for none.</param>
/// <param name="Authorization">The Authorization header; empty for none.</param>
/// <param name="Status">The status of the answer; 0 when a fault took it away.</param>
public sealed record HarborCallRecord(string Template, string Path, string Query, string Authorization, int Status);
