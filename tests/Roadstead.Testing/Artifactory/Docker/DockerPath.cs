namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>A path below /v2 of the docker API.</summary>
/// <param name="Kind">What it leads to.</param>
/// <param name="Name">Name as it stands there; empty for none.</param>
/// <param name="Reference">Tag, digest or upload; empty for none.</param>
internal sealed record DockerPath(DockerPathKind Kind, string Name = "", string Reference = "")
{
    /// <summary>How calls of it are counted.</summary>
    public string Template => Kind switch
    {
        DockerPathKind.Base => "/v2/",
        DockerPathKind.Token => "/v2/token",
        DockerPathKind.Catalog => "/v2/_catalog",
        DockerPathKind.Tags => "/v2/{name}/tags/list",
        DockerPathKind.Manifest => "/v2/{name}/manifests/{reference}",
        DockerPathKind.Blob => "/v2/{name}/blobs/{digest}",
        DockerPathKind.Upload => Reference.Length > 0 ? "/v2/{name}/blobs/uploads/{uuid}" : "/v2/{name}/blobs/uploads/",
        _ => "/v2/?",
    };

    /// <param name="path">From /v2 on.</param>
    public static DockerPath Parse(string path) => path switch
    {
        "/v2" or "/v2/" => new(DockerPathKind.Base),
        "/v2/token" => new(DockerPathKind.Token),
        "/v2/_catalog" or "/v2/_catalog/" => new(DockerPathKind.Catalog),
        _ => Split(path, "/tags/list", DockerPathKind.Tags)
            ?? Split(path, "/blobs/uploads/", DockerPathKind.Upload)
            ?? Split(path, "/blobs/", DockerPathKind.Blob)
            ?? Split(path, "/manifests/", DockerPathKind.Manifest)
            ?? new(DockerPathKind.Unknown),
    };

    private static DockerPath? Split(string path, string by, DockerPathKind kind)
    {
        var at = path.LastIndexOf(by, StringComparison.Ordinal);
        return at > 4 ? new(kind, path[4..at], path[(at + by.Length)..]) : null;
    }
}
