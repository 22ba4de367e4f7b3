using System.Runtime.CompilerServices;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Registries.Connections;

/// <summary>
/// A driver that many use at once. It counts what runs, streams included: after <see cref="Retire"/> the driver behind it is disposed
/// as soon as nothing runs any more, and a new call is refused as a transient failure.
/// While the registry's last word on the login was no, nothing that sends the login is tried: repeated failures lock accounts, and a server that starts
/// again and again, or many pulls at once, would be such.
/// </summary>
internal sealed partial class SharedDriver(IRegistryDriver inner, Func<bool> isLoginRefused, ILogger logger) : IRegistryDriver, IRegistryContent
{
    private readonly Lock gate = new();
    private int running;
    private bool retired;

    public RegistryType Type => inner.Type;

    public IReadOnlyList<string> Capabilities => inner.Capabilities;

    public IRegistryContent Content => this;

    public T? As<T>()
        where T : class => inner.As<T>() is null ? null : new SharedCapabilities(this, inner) as T ?? new SharedImageCapabilities(this, inner) as T;

    public void Retire()
    {
        lock (gate)
        {
            if (retired)
                return;
            retired = true;
            if (running > 0)
                return;
        }

        _ = EndAsync();
    }

    public async Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        using var use = Begin();
        return await inner.IdentifyAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken)
    {
        using var use = Begin();
        return await inner.CheckAsync(depth, cancellationToken);
    }

    public IAsyncEnumerable<RemoteSpace> ListSpacesAsync(CancellationToken cancellationToken) =>
        UseAsync(() => inner.ListSpacesAsync(cancellationToken), cancellationToken);

    public IAsyncEnumerable<RepositoryName> ListRepositoriesAsync(CancellationToken cancellationToken) =>
        UseAsync(() => inner.ListRepositoriesAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        UseAsync(() => inner.ListTagsAsync(repository, cancellationToken));

    public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        UseAsync(() => inner.ReadArtifactAsync(repository, reference, cancellationToken));

    public Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken) =>
        UseAsync(() => inner.MeasureStorageAsync(cancellationToken));

    public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
        UseAsync(() => inner.Content.ReadManifestAsync(repository, reference, accept, head, cancellationToken));

    public async Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken)
    {
        var use = BeginWithLogin();
        try
        {
            if (await inner.Content.OpenBlobAsync(repository, digest, range, ifRange, head, cancellationToken) is { } blob)
            {
                // The use goes on as long as the stream does.
                var shared = new SharedBlob(blob, use);
                use = null;
                return shared;
            }

            return null;
        }
        finally
        {
            use?.Dispose();
        }
    }

    public Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken) =>
        UseAsync(() => inner.Content.ReadReferrersAsync(repository, digest, artifactType, cancellationToken));

    /// <summary>Does nothing: the driver is not its users' to dispose.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A call that sends the login, counted as a use.</summary>
    internal async Task<T> UseAsync<T>(Func<Task<T>> call)
    {
        using var use = BeginWithLogin();
        return await call();
    }

    /// <summary>The same for one that gives nothing back.</summary>
    internal async Task UseAsync(Func<Task> call)
    {
        using var use = BeginWithLogin();
        await call();
    }

    /// <summary>The same for a list: the use goes on as long as it is read.</summary>
    internal async IAsyncEnumerable<T> UseAsync<T>(Func<IAsyncEnumerable<T>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var use = BeginWithLogin();
        await foreach (var item in list().WithCancellation(cancellationToken))
            yield return item;
    }

    private Use BeginWithLogin() => isLoginRefused()
        ? throw new RegistryException(RegistryErrorCode.CredentialsRejected, "The registry refused the login. It is not tried again until it is changed or somebody asks for a check.")
        : Begin();

    private Use Begin()
    {
        lock (gate)
        {
            if (retired)
                throw new RegistryException(RegistryErrorCode.Unreachable, "The registry's settings changed meanwhile. Try again.");
            running++;
            return new Use(this);
        }
    }

    private void End()
    {
        lock (gate)
        {
            if (--running > 0 || !retired)
                return;
        }

        _ = EndAsync();
    }

    private async Task EndAsync()
    {
        try
        {
            await inner.DisposeAsync();
        }
        catch (Exception e)
        {
            Log.NotDisposed(logger, e); // nobody waits for it who could be told
        }
    }

    private sealed class Use(SharedDriver driver) : IDisposable
    {
        private SharedDriver? held = driver;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.End();
    }

    private sealed class SharedBlob(BlobResponse blob, Use use) : BlobResponse
    {
        public override int StatusCode => blob.StatusCode;

        public override long? LengthBytes => blob.LengthBytes;

        public override string ContentType => blob.ContentType;

        public override string? ContentRange => blob.ContentRange;

        public override Stream Body => blob.Body;

        public override async ValueTask DisposeAsync()
        {
            try
            {
                await blob.DisposeAsync();
            }
            finally
            {
                use.Dispose();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A registry's driver could not be disposed.")]
        public static partial void NotDisposed(ILogger logger, Exception exception);
    }
}
