using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Auth;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Harbor;

/// <summary>A Harbor. Its projects are spaces, its system robots pull accounts.</summary>
internal sealed class HarborDriver(HarborParts parts) : IRegistryDriver
{
    /// <inheritdoc />
    public RegistryType Type => RegistryType.Harbor;

    /// <inheritdoc />
    public IReadOnlyList<string> Capabilities => parts.Standing?.Capabilities ?? HarborRights.Capabilities;

    /// <inheritdoc />
    public IRegistryContent Content => parts.Content;

    /// <inheritdoc />
    public T? As<T>()
        where T : class =>
        parts.Capabilities.OfType<T>().FirstOrDefault() is { } capability && (capability is not HarborPullAccounts || parts.Client.Session.IsAtLeast(HarborPullAccounts.Since)) ? capability : this as T;

    /// <inheritdoc />
    public async Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var (connection, session) = (parts.Distribution.Connection, parts.Client.Session);
        using var deadline = new CancellationTokenSource(connection.Options.CheckTimeout, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var identity = await ProductRecognition.RecogniseAsync(connection, await VersionAnswer.AskAsync(connection, "/v2/", either.Token), either.Token);
            if (identity.Type != RegistryType.Harbor)
            {
                return identity;
            }

            // Up to 2.12 it tells everybody; later only who is signed in, which a full check has proven or not.
            var system = session.Login is null ? await session.ReadPublicAsync(either.Token) : session.System;
            return identity with
            {
                Version = HarborVersion.TryParse(system?.HarborVersion, out var version) ? version.ToString() : Short(system?.HarborVersion),
                // Harbor can be used without its token service. One of another party is no part of it: kept as the registry's own, it would be sent the login.
                TokenRealm = identity.TokenRealm is { } realm && RealmTrust.IsTrusted(connection.Endpoint.Url, realm, connection.Endpoint.TrustedRealm) ? realm : null,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"{Redact.Url(connection.Endpoint.Url)} did not answer within {connection.Options.CheckTimeout.TotalSeconds:0.#} seconds.");
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken) => new HarborCheck(parts).RunAsync(depth, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RemoteSpace> ListSpacesAsync(CancellationToken cancellationToken) => parts.Spaces.ListAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<RepositoryName> ListRepositoriesAsync(CancellationToken cancellationToken) => parts.Repositories.ListNamesAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) => parts.ListTagsAsync(repository, cancellationToken);

    /// <inheritdoc />
    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) => parts.Content.ReadArtifactAsync(repository, reference, cancellationToken);

    /// <inheritdoc />
    public Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken) => parts.Totals.MeasureAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        parts.Dispose();
        return ValueTask.CompletedTask;
    }

    // The other side's text, for people: a short piece of plain characters.
    private static string? Short(string? text) => string.IsNullOrEmpty(text) ? null : new([.. text.Where(c => c is > ' ' and < (char)127).Take(40)]);
}
