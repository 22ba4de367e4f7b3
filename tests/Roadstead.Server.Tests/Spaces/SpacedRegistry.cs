using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>A registry with spaces of its own, behind the interface that every product is behind: what tests do to it, somebody does at the registry itself.</summary>
internal sealed class SpacedRegistry : IRegistryDriverFactory
{
    private readonly ConcurrentQueue<string> calls = new();
    private int lastId;

    public ConcurrentDictionary<string, RemoteSpace> Spaces { get; } = new(StringComparer.Ordinal);

    public RegistryType Type { get; init; } = RegistryType.Harbor;

    /// <summary>False: it has no mark of who may pull from a space.</summary>
    public bool HasMarks { get; init; } = true;

    /// <summary>False: it tells whoever asks what it has.</summary>
    public bool RequiresLogin { get; init; } = true;

    /// <summary>Makes what its images are read from; null for a registry without images.</summary>
    public Func<IServiceProvider, IRegistryDriver>? Images { get; set; }

    /// <summary>The server's.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Changes that were asked for, in order: <c>create team-a</c>.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>True: nothing answers.</summary>
    public bool IsDown { get; set; }

    /// <summary>Names that this login is not shown.</summary>
    public ConcurrentDictionary<string, bool> Hidden { get; } = new(StringComparer.Ordinal);

    /// <summary>What the login may do.</summary>
    public IReadOnlyList<string> Capabilities { get; set; } = ["create-space", "delete-space", "set-visibility", "set-quota"];

    /// <summary>Run before a change, and told what it is; what it throws, the registry throws.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Run when a change is done, before its answer.</summary>
    public Func<string, CancellationToken, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public IRegistryDriver Create(RegistryEndpoint endpoint) => new Driver(this);

    public RemoteSpace Put(string name, bool isPublic, long? quotaBytes = null, long used = 0, long repositories = 0) => Spaces[name] = new RemoteSpace(name, HasMarks ? isPublic : null)
    {
        Id = Interlocked.Increment(ref lastId).ToString(System.Globalization.CultureInfo.InvariantCulture),
        QuotaBytes = quotaBytes,
        UsedBytes = used,
        Repositories = repositories,
        CreatedAt = DateTimeOffset.UtcNow,
    };

    public void Change(string name, Func<RemoteSpace, RemoteSpace> change) => Spaces[name] = change(Spaces[name]);

    private sealed class Driver(SpacedRegistry registry) : IRegistryDriver, ISpaceAdministration, IRegistryContent
    {
        private readonly IncludedContent? images = registry.Images is { } make ? new IncludedContent(registry, make(registry.Services!)) : null;

        public RegistryType Type => registry.Type;

        public IReadOnlyList<string> Capabilities => registry.Capabilities;

        public IRegistryContent Content => this;

        public Task<RegistryIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new RegistryIdentity(registry.Type, "a registry with spaces", "1", [], null, null, registry.RequiresLogin));

        public Task<IReadOnlyList<RegistrySignal>> CheckAsync(CheckDepth depth, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<RegistrySignal>>([.. Enum.GetValues<SignalName>().Select(name => new RegistrySignal(name, true, SignalReason.Ok, "It holds."))]);

        public async IAsyncEnumerable<RemoteSpace> ListSpacesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            ThrowIfDown();
            foreach (var space in registry.Spaces.Values.Where(space => !registry.Hidden.ContainsKey(space.Name)))
            {
                await Task.Yield();
                yield return space;
            }
        }

        public string? CheckName(string name) => name.Contains('/', StringComparison.Ordinal) ? "A space of this registry is one path component." : null;

        public Task<RemoteSpace?> FindSpaceAsync(string name, CancellationToken cancellationToken)
        {
            ThrowIfDown();
            return registry.Hidden.ContainsKey(name)
                ? throw new RegistryException(RegistryErrorCode.Denied, "The login may not see it.")
                : Task.FromResult(registry.Spaces.GetValueOrDefault(name));
        }

        public Task<RemoteSpace> CreateSpaceAsync(string name, bool isPublic, long? quotaBytes, CancellationToken cancellationToken) => ChangeAsync(
            $"create {name}",
            () => registry.Spaces.ContainsKey(name) ? throw new RegistryException(RegistryErrorCode.AlreadyExists, "The name is taken.") : registry.Put(name, isPublic, quotaBytes),
            cancellationToken);

        public Task DeleteSpaceAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
            $"delete {name}",
            () => registry.Spaces.GetValueOrDefault(name) is { Repositories: > 0 } ? throw new RegistryException(RegistryErrorCode.Conflict, "It holds repositories.") : registry.Spaces.TryRemove(name, out _),
            cancellationToken);

        public Task SetVisibilityAsync(string name, bool isPublic, CancellationToken cancellationToken) =>
            ChangeAsync($"{(isPublic ? "open" : "close")} {name}", () => Edit(name, space => space with { Public = isPublic }), cancellationToken);

        public Task SetQuotaAsync(string name, long? quotaBytes, CancellationToken cancellationToken) =>
            ChangeAsync($"limit {name}", () => Edit(name, space => space with { QuotaBytes = quotaBytes }), cancellationToken);

        public async IAsyncEnumerable<RepositoryName> ListRepositoriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var name in images is null ? [] : await images.ListAsync(cancellationToken))
                yield return name;
        }

        public Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
            images?.AskAsync<IReadOnlyList<RemoteTag>>(repository, async (inner, name) => await inner.ListTagsAsync(name, cancellationToken) is { Count: > 0 } tags ? tags : null, []) ?? Task.FromResult<IReadOnlyList<RemoteTag>>([]);

        public Task<Artifact?> ReadArtifactAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
            images?.AskAsync(repository, (inner, name) => inner.ReadArtifactAsync(name, reference, cancellationToken), null) ?? Task.FromResult<Artifact?>(null);

        public Task<StorageMeasurement?> MeasureStorageAsync(CancellationToken cancellationToken) => Task.FromResult<StorageMeasurement?>(null);

        public Task<ManifestResponse?> ReadManifestAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken) =>
            images?.AskAsync(repository, (inner, name) => inner.Content.ReadManifestAsync(name, reference, accept, head, cancellationToken), null) ?? Task.FromResult<ManifestResponse?>(null);

        public Task<BlobResponse?> OpenBlobAsync(RepositoryName repository, Digest digest, string? range, string? ifRange, bool head, CancellationToken cancellationToken) =>
            images?.AskAsync(repository, (inner, name) => inner.Content.OpenBlobAsync(name, digest, range, ifRange, head, cancellationToken), null) ?? Task.FromResult<BlobResponse?>(null);

        public Task<byte[]> ReadReferrersAsync(RepositoryName repository, Digest digest, string? artifactType, CancellationToken cancellationToken) => Task.FromResult<byte[]>([]);

        public ValueTask DisposeAsync() => images?.DisposeAsync() ?? ValueTask.CompletedTask;

        private RemoteSpace Edit(string name, Func<RemoteSpace, RemoteSpace> edit) =>
            registry.Spaces.TryGetValue(name, out var space) ? registry.Spaces[name] = edit(space) : throw new RegistryException(RegistryErrorCode.NotFound, "It is not there.");

        private async Task<T> ChangeAsync<T>(string what, Func<T> change, CancellationToken cancellationToken)
        {
            ThrowIfDown();
            registry.calls.Enqueue(what);
            await registry.Before(what, cancellationToken);
            var changed = change();
            await registry.After(what, cancellationToken);
            return changed;
        }

        private void ThrowIfDown()
        {
            if (registry.IsDown) throw new RegistryException(RegistryErrorCode.Unreachable, "Nothing answers.");
        }
    }
}
