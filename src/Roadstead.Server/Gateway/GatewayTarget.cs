using Roadstead.Core.References;
using Roadstead.Server.Http;

namespace Roadstead.Server.Gateway;

/// <summary>An address below <c>/v2/</c>, taken apart.</summary>
/// <param name="Operation">What it means.</param>
/// <param name="Name">The repository name; empty where the operation has none.</param>
/// <param name="Reference">Tag or digest; empty where the operation has none.</param>
internal sealed record GatewayTarget(GatewayOperation Operation, string Name = "", string Reference = "")
{
    private const string Root = "/v2/";

    /// <summary>
    /// Reads the request line's own text. The decoded path will not do: docker-registry decodes <c>%2F</c> and cleans <c>//</c> and <c>..</c>, so a name
    /// that is decided on in one form and forwarded in another would open a door. What could be read in two ways is refused; nothing is repaired.
    /// Either the target or the error is null.
    /// </summary>
    public static (GatewayTarget? Target, OciError? Error) Parse(string rawTarget)
    {
        var question = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rawTarget : rawTarget[..question];
        if (path is "/v2" or Root) return (new GatewayTarget(GatewayOperation.Version), null);
        if (!path.StartsWith(Root, StringComparison.Ordinal) || path.AsSpan().ContainsAnyExceptInRange('!', '~') || path.AsSpan().ContainsAny("%\\#"))
            return (null, OciError.NameInvalid("Names are written plainly: lower case letters, digits, '.', '_', '-' and '/', nothing encoded."));
        if (path == "/v2/_catalog") return (new GatewayTarget(GatewayOperation.Catalog), null);
        return ParseRepository(path[Root.Length..].Split('/'));
    }

    // Read from the end: 'manifests' may be a part of a name.
    private static (GatewayTarget? Target, OciError? Error) ParseRepository(string[] parts)
    {
        var (target, nameParts) = parts switch
        {
            [.., "tags", "list"] => (new GatewayTarget(GatewayOperation.Tags), parts.Length - 2),
            [.., "manifests", var reference] => (new GatewayTarget(GatewayOperation.Manifest, "", reference), parts.Length - 2),
            [.., "blobs", "uploads", _] => (new GatewayTarget(GatewayOperation.Upload), parts.Length - 3),
            [.., "blobs", "uploads"] => (new GatewayTarget(GatewayOperation.Upload), parts.Length - 2),
            [.., "blobs", var reference] => (new GatewayTarget(GatewayOperation.Blob, "", reference), parts.Length - 2),
            [.., "referrers", var reference] => (new GatewayTarget(GatewayOperation.Referrers, "", reference), parts.Length - 2),
            _ => (null, 0),
        };
        if (target is null) return (null, new OciError(StatusCodes.Status404NotFound, "UNSUPPORTED", "The distribution protocol has no such address."));
        var name = string.Join('/', parts[..nameParts]);
        if (!RepositoryName.IsValid(name)) return (null, OciError.NameInvalid("This is no repository name: lower case path components joined by '/', at most 255 characters."));
        return CheckReference(target) is { } error ? (null, error) : (target with { Name = name }, null);
    }

    // Checked here because distribution 2 answers a damaged digest with 500 and the paths of its storage.
    private static OciError? CheckReference(GatewayTarget target) => target.Operation switch
    {
        GatewayOperation.Manifest when !target.Reference.Contains(':', StringComparison.Ordinal) => TagName.TryParse(target.Reference, out _)
            ? null
            : new OciError(StatusCodes.Status400BadRequest, "TAG_INVALID", "This is no tag: 1-128 letters, digits, '_', '.' and '-', not beginning with '.' or '-'."),
        GatewayOperation.Manifest or GatewayOperation.Blob or GatewayOperation.Referrers => Digest.TryParse(target.Reference, out _)
            ? null
            : new OciError(StatusCodes.Status400BadRequest, "DIGEST_INVALID", "This is no digest: sha256:, sha384: or sha512: and its lower case hexadecimal digits."),
        _ => null,
    };
}
