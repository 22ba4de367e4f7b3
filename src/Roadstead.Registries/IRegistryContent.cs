using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>Reads of manifests and blobs, byte by byte. Answers are the registry's own: the caller disposes them, and streams the body.</summary>
public interface IRegistryContent
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="repository">The repository within the registry.</param>
    /// <param name="reference">A tag or digest, already validated.</param>
    /// <param name="accept">Media types, as the client sent them; empty takes all four that matter.</param>
    /// <param name="head">True asks for the headers alone.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="RegistryException">The registry failed, refused the login, or answered with what is no manifest.</exception>
    Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken);

    /// <summary>Opens a blob; null when it is not there. Redirects are followed without credentials.</summary>
    /// <param name="repository">The repository within the registry.</param>
    /// <param name="digest">The blob.</param>
    /// <param name="range">The client's <c>Range</c> header, or null.</param>
    /// <param name="ifRange">The client's <c>If-Range</c> header, or null.</param>
    /// <param name="head">True asks for the headers alone.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken);

    /// <summary>Reads the referrers of a manifest as an OCI index, by the API or else by the fallback tag; an empty index when there are none.</summary>
    Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken);
}
