using Microsoft.Extensions.Caching.Memory;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Identity;
using Roadstead.Server.Images.Tags;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>Shows what a reference names, read from the registry now. A digest never changes, so what was read of one is kept for a while.</summary>
internal sealed partial class ArtifactService(
    IAccessMapSource maps, IUpstreamSource upstreams, IRegistryConnections connections, TagStore tags, ImageOptions options, TimeProvider time, ILogger<ArtifactService> logger) : IDisposable
{
    /// <summary>An artifact of an image is a few kilobytes; one with a very long history some hundred.</summary>
    private const int MaxArtifacts = 256;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaxArtifacts });

    public async Task<Outcome<ArtifactView>> GetAsync(string? image, string? reference, Caller caller, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(image)) return Problem.ForField(ErrorCodes.ValidationFailed, "image", "Name the image, without tag: ?image=<name to pull by>.");
        var asked = string.IsNullOrWhiteSpace(reference) ? TagName.Latest.Value : reference.Trim();
        if (!TagName.TryParse(asked, out _) && !Digest.TryParse(asked, out _)) return Problem.ForField(ErrorCodes.ValidationFailed, "reference", "reference is a tag or a digest.");

        var verdict = Decide(image.Trim(), caller);
        if (verdict?.Registry is not { } registry || verdict.Value.PathInRegistry() is not { } path || !RepositoryName.TryParse(path, out var name)
            || connections.Find(registry.Id) is not { } driver)
            return new Problem(ErrorCodes.ImageNotFound);

        using var deadline = new CancellationTokenSource(options.ArtifactTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await ReadAsync(driver, registry, name, asked, either.Token) is { } view ? view : new Problem(ErrorCodes.ImageNotFound, $"Registry '{registry.Name}' has no '{path}' with '{asked}'.");
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry.Name}' did not answer in time. Try again in a moment.");
        }
        catch (RegistryException e)
        {
            Log.NotRead(logger, registry.Name, path, asked, e.Message);
            return new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{registry.Name}' could not be asked. Look at its health, and try again.");
        }
    }

    public void Dispose() => cache.Dispose();

    // A person sees what a workspace of theirs may use; a platform admin everything, whosever it is.
    private Verdict? Decide(string image, Caller caller)
    {
        var map = maps.Current;
        IEnumerable<Guid?> askers = caller.IsPlatformAdmin ? upstreams.Upstreams.Values.Select(upstream => upstream.WorkspaceId).Distinct() : caller.Roles.Keys.Cast<Guid?>();
        foreach (var asker in askers.Prepend(null))
        {
            var verdict = map.DecideFor(asker, allowUnmanaged: false, image);
            if (verdict.IsAllowed || (caller.IsPlatformAdmin && verdict.Registry is { } registry && registry.Id != Guid.Empty)) return verdict;
        }

        return null;
    }

    private async Task<ArtifactView?> ReadAsync(IRegistryDriver driver, RegistryFact registry, RepositoryName name, string reference, CancellationToken cancellationToken)
    {
        // A repository must hold the digest itself: that another one does says nothing here.
        if (await driver.Content.ReadManifestAsync(name, reference, [], head: true, cancellationToken) is not { Digest: var digest }) return null;
        var key = (registry.Id, name.Value, digest.Value);
        if (!cache.TryGetValue(key, out Artifact? artifact) || artifact is null)
        {
            artifact = await driver.ReadArtifactAsync(name, digest.Value, cancellationToken);
            if (artifact is null) return null;
            cache.Set(key, artifact, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor });
        }

        var names = tags.ReadNames(registry.Id, name.Value, digest.Value);
        if (TagName.TryParse(reference, out var tag) && !names.Contains(tag.Value)) names = [.. names.Append(tag.Value).Order(StringComparer.Ordinal)];
        return View(registry.NameOf(name.Value), artifact, names, await ReadReferrersAsync(driver, registry, name, digest, cancellationToken));
    }

    private async Task<IReadOnlyList<DescriptorView>> ReadReferrersAsync(IRegistryDriver driver, RegistryFact registry, RepositoryName name, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return ReferrersIndex.Parse(await driver.Content.ReadReferrersAsync(name, digest, null, cancellationToken));
        }
        catch (RegistryException e)
        {
            // What is attached to an artifact is less than the artifact: it is shown without.
            Log.NoReferrers(logger, registry.Name, name.Value, e.Message);
            return [];
        }
    }

    private static ArtifactView View(string image, Artifact artifact, IReadOnlyList<string> tags, IReadOnlyList<DescriptorView> referrers) => new(
        image,
        artifact.Digest.Value,
        artifact.MediaType,
        artifact.ArtifactType,
        tags,
        artifact.SizeBytes,
        artifact.Platforms,
        artifact.Config is { } config ? new ImageConfigView(config.Author, config.Os, config.Architecture, config.Created, config.Labels) : null,
        [.. artifact.Config?.History.Select(step => new HistoryView(step.Created, step.CreatedBy, step.Comment, step.EmptyLayer)) ?? []],
        [.. artifact.Layers.Select(View)],
        [.. artifact.Manifests.Select(View)],
        referrers);

    private static DescriptorView View(ArtifactBlob blob) => new(blob.Digest.Value, blob.MediaType, blob.SizeBytes, blob.Platform, blob.ArtifactType);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Repository} with {Reference} at registry {Registry} could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string registry, string repository, string reference, string reason);

        [LoggerMessage(2, LogLevel.Information, "The referrers of {Repository} at registry {Registry} could not be read: {Reason}")]
        public static partial void NoReferrers(ILogger logger, string registry, string repository, string reason);
    }
}
