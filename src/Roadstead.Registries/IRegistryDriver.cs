using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>
/// One remote registry behind the few operations that every product has. What a product can do besides is a capability:
/// a further interface, found by <see cref="As{T}"/>; what of it this login may do is listed in <see cref="Capabilities"/>.
/// A driver keeps tokens and connections, no other state; it is safe for any number of threads. Every call is bounded in size and time,
/// and throws <see cref="RegistryException"/>, and nothing else, when the outside world fails.
/// </summary>
public interface IRegistryDriver : IAsyncDisposable
{
    /// <summary>The product that this driver speaks to.</summary>
    RegistryType Type { get; }

    /// <summary>
    /// Names of what this registry can do with this login, kebab-case, in a stable order: <c>create-space</c>, <c>set-visibility</c>, <c>delete</c>, <c>events</c>, <c>scan</c> ...
    /// Where that depends on the login, it is known once a full <see cref="CheckAsync"/> of this driver has found out; before, what the product can do is listed.
    /// </summary>
    IReadOnlyList<string> Capabilities { get; }

    /// <summary>The driver as a capability; null when the product has not got it.</summary>
    T? As<T>()
        where T : class => this as T;

    /// <summary>Reads of manifests and blobs, byte by byte, for the gateway.</summary>
    IRegistryContent Content { get; }

    /// <summary>
    /// What the product says of itself, to somebody without credentials. The version may be null until a full <see cref="CheckAsync"/> of this driver has
    /// proven the login: a login that may be wrong is not tried for a detail.
    /// </summary>
    Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Health, signal by signal, in the order of <see cref="SignalName"/>. Never throws <see cref="RegistryException"/>: a failure is a signal.
    /// A signal that needs one that failed has <c>Ok = null</c> and the reason <c>not-checked</c>. Reasons are those of <see cref="SignalReason"/>.
    /// A full check is what tries a login again that was refused before; no other call does.
    /// </summary>
    Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken);

    /// <summary>The spaces that the registry itself knows; empty where spaces are only Roadstead's (a Docker Registry).</summary>
    IAsyncEnumerable<RemoteSpace> ListSpacesAsync(CancellationToken cancellationToken);

    /// <summary>All repositories, a page at a time, in the registry's order; each once.</summary>
    IAsyncEnumerable<RepositoryName> ListRepositoriesAsync(CancellationToken cancellationToken);

    /// <summary>All tags of a repository, in the registry's order; empty when it has none or is not there.</summary>
    Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken);

    /// <summary>What a tag or digest names, config and children read; null when it is not there.</summary>
    Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken);

    /// <summary>The storage that the registry itself reports; null where it reports none (then the index estimates it).</summary>
    Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken);
}
