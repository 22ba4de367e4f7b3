using System.Net;
using System.Runtime.CompilerServices;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.DockerRegistry;

/// <summary>A Docker Registry. It knows neither spaces nor roles nor sizes: spaces are Roadstead's own, storage is what the index adds up.</summary>
internal sealed class DockerRegistryDriver(DistributionClient client) : IRegistryDriver
{
    /// <inheritdoc />
    public RegistryType Type => RegistryType.DockerRegistry;

    /// <inheritdoc />
    public IReadOnlyList<string> Capabilities { get; } = [];

    /// <inheritdoc />
    public IRegistryContent Content => client;

    /// <inheritdoc />
    public async Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var options = client.Connection.Options;
        using var deadline = new CancellationTokenSource(options.CheckTimeout, client.Connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await IdentifyWithinAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"{Redact.Url(client.Connection.Endpoint.Url)} did not answer within {options.CheckTimeout.TotalSeconds:0.#} seconds.");
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken) =>
        new DockerRegistryCheck(client).RunAsync(depth, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<RemoteSpace> ListSpacesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<RepositoryName> ListRepositoriesAsync(CancellationToken cancellationToken) => client.ListRepositoriesAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        [.. (await client.ListTagsAsync(repository, cancellationToken)).Select(tag => new RemoteTag(tag, null, null))];

    /// <inheritdoc />
    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        client.ReadArtifactAsync(repository, reference, cancellationToken);

    /// <inheritdoc />
    public Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken) => Task.FromResult<StorageMeasurement?>(null);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RegistryIdentity> IdentifyWithinAsync(CancellationToken cancellationToken)
    {
        var answer = await VersionAnswer.AskAsync(client.Connection, "/v2/", cancellationToken);
        var identity = await ProductRecognition.RecogniseAsync(client.Connection, answer, cancellationToken);

        // The login is used for the version only after it has proven good: a wrong one is not tried for a detail.
        return identity.Type == RegistryType.DockerRegistry && (!identity.RequiresLogin || client.Connection.Authenticator.LoginProven)
            ? identity with { Version = await ReadVersionAsync(cancellationToken) }
            : identity;
    }

    // Neither generation tells its version; 2.x reads a page size that is no number as the default, 3.x refuses it.
    private async Task<string?> ReadVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            // An open registry may want a login for its list alone; a login that nobody has proven is not tried for that.
            var question = new RegistryRequest(HttpMethod.Get, client.Connection.Url("/v2/_catalog?n=x"));
            using var answer = client.Connection.Authenticator.LoginProven
                ? await client.Connection.SendAsync(question, [DistributionClient.CatalogScope], cancellationToken)
                : await client.Connection.AskAsync(question, cancellationToken);
            return answer.Status switch
            {
                HttpStatusCode.OK => "2.x",
                HttpStatusCode.BadRequest => "3.x",
                _ => null,
            };
        }
        catch (RegistryException)
        {
            return null;
        }
    }
}
