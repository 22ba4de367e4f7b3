using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>A JFrog Artifactory. Its repositories for images are spaces.</summary>
internal sealed class ArtifactoryDriver(ArtifactoryParts parts) : IRegistryDriver
{
    /// <inheritdoc />
    public RegistryType Type => RegistryType.Artifactory;

    /// <inheritdoc />
    public IReadOnlyList<string> Capabilities => parts.Standing?.Capabilities ?? Proven() ?? ArtifactoryStanding.All;

    /// <inheritdoc />
    public IRegistryContent Content => parts.Content;

    /// <inheritdoc />
    public T? As<T>()
        where T : class =>
        parts.Capabilities.OfType<T>().FirstOrDefault(IsThere) ?? this as T;

    /// <inheritdoc />
    public async Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var (connection, session) = (parts.Distribution.Connection, parts.Client.Session);
        using var deadline = new CancellationTokenSource(connection.Options.CheckTimeout, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var ping = await VersionAnswer.AskAsync(connection, ArtifactoryRecognition.PingPath(connection.Endpoint.Url), either.Token);
            var (identity, atBase) = await ArtifactoryRecognition.RecogniseAsync(connection, ping, either.Token);

            // Not every version says it in a header; a proven login has read it.
            return atBase ? identity with { Version = identity.Version ?? session.Version?.ToString() } : identity;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"{Redact.Url(connection.Endpoint.Url)} did not answer within {connection.Options.CheckTimeout.TotalSeconds:0.#} seconds.");
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken) => new ArtifactoryCheck(parts).RunAsync(depth, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RemoteSpace> ListSpacesAsync(CancellationToken cancellationToken) => parts.Spaces.ListAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RepositoryName> ListRepositoriesAsync(CancellationToken cancellationToken) => parts.Repositories.ListAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) => parts.Listing.ListTagsAsync(repository, cancellationToken);

    /// <inheritdoc />
    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) => parts.Content.ReadArtifactAsync(repository, reference, cancellationToken);

    /// <inheritdoc />
    public Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken) => parts.Storage.MeasureAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        parts.Dispose();
        return ValueTask.CompletedTask;
    }

    // These two a full check proves; before one they say themselves what they cannot do.
    private bool IsThere(object capability) => capability switch
    {
        ArtifactoryPullAccounts => Capabilities.Contains(RegistryCapability.PullAccounts),
        ArtifactorySubscriptions => Capabilities.Contains(RegistryCapability.Events),
        _ => true,
    };

    // Whatever call came first has proven the login; a full check knows more.
    private IReadOnlyList<string>? Proven() =>
        parts.Client.Session is { Login: { } login } session ? [.. ArtifactoryStanding.All.Where(capability => ArtifactoryStanding.May(capability, login, session))] : null;
}
