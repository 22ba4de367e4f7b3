namespace Roadstead.Testing.Harbor.Registry;

/// <summary>A path below /v2.</summary>
/// <param name="Kind">What it leads to.</param>
/// <param name="Name">Full name of the repository; empty for none.</param>
/// <param name="Reference">Tag, digest or upload; empty for none.</param>
internal sealed record RegistryPath(RegistryPathKind Kind, string Name = "", string Reference = "")
{
    public string Project => Name[..Math.Max(0, Name.IndexOf('/', StringComparison.Ordinal))];

    public string Repository => Name[(Name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>How calls of it are counted.</summary>
    public string Template => Kind switch
    {
        RegistryPathKind.Base => "/v2/",
        RegistryPathKind.Catalog => "/v2/_catalog",
        RegistryPathKind.Tags => "/v2/{name}/tags/list",
        RegistryPathKind.Manifest => "/v2/{name}/manifests/{reference}",
        RegistryPathKind.Referrers => "/v2/{name}/referrers/{digest}",
        RegistryPathKind.Blob => "/v2/{name}/blobs/{digest}",
        RegistryPathKind.Upload => Reference.Length > 0 ? "/v2/{name}/blobs/uploads/{uuid}" : "/v2/{name}/blobs/uploads/",
        _ => "/v2/?",
    };

    public static RegistryPath Parse(string path)
    {
        if (path is "/v2/")
        {
            return new(RegistryPathKind.Base);
        }

        if (path is "/v2/_catalog" or "/v2/_catalog/")
        {
            return new(RegistryPathKind.Catalog);
        }

        return Split(path, "/tags/list", RegistryPathKind.Tags)
            ?? Split(path, "/blobs/uploads/", RegistryPathKind.Upload)
            ?? Split(path, "/blobs/", RegistryPathKind.Blob)
            ?? Split(path, "/manifests/", RegistryPathKind.Manifest)
            ?? Split(path, "/referrers/", RegistryPathKind.Referrers)
            ?? new(RegistryPathKind.Unknown);
    }

    private static RegistryPath? Split(string path, string by, RegistryPathKind kind)
    {
        var at = path.LastIndexOf(by, StringComparison.Ordinal);
        return at > 4 ? new(kind, path[4..at], path[(at + by.Length)..]) : null;
    }
}
