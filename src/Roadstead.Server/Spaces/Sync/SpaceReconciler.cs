using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>Makes a registry and its spaces here alike: takes over what was changed there, then brings there what was changed here. Once at a time for each registry.</summary>
internal sealed partial class SpaceReconciler(
    IUpstreamSource upstreams, IRegistryConnections connections, SpaceIntake intake, SpaceDelivery delivery, IOptions<SpaceSyncOptions> options, TimeProvider time, ILogger<SpaceReconciler> logger)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> seen = new();
    private readonly ConcurrentDictionary<Guid, string> failing = new();

    public DateTimeOffset? SeenAt(Guid registryId) => seen.TryGetValue(registryId, out var at) ? at : null;

    public void Forget(Guid registryId)
    {
        seen.TryRemove(registryId, out _);
        failing.TryRemove(registryId, out _);
    }

    /// <param name="registryId">A platform registry.</param>
    /// <param name="again">True: what it refused is tried again.</param>
    /// <param name="cancellationToken">Ends it anywhere; the next time goes on.</param>
    /// <returns>False when another look is due at once, because something was changed meanwhile.</returns>
    public async Task<bool> ReconcileAsync(Guid registryId, bool again, CancellationToken cancellationToken)
    {
        if (!upstreams.Upstreams.TryGetValue(registryId, out var registry) || connections.Find(registryId) is not { } driver || driver.As<ISpaceAdministration>() is not { } admin)
            return true;
        try
        {
            var at = time.GetUtcNow();
            var remote = await ListAsync(registry, driver, cancellationToken);
            if (remote is null) return true;
            var settled = await intake.TakeAsync(registry, admin, remote, cancellationToken);
            seen[registryId] = at;
            await delivery.DeliverAsync(registryId, admin, again, cancellationToken);
            if (failing.TryRemove(registryId, out _)) Log.Back(logger, registry.Name);
            return settled;
        }
        catch (RegistryException e)
        {
            if (failing.TryAdd(registryId, e.Reason)) Log.Failing(logger, registry.Name, e.Reason, e.Message);
            await delivery.FailAllAsync(registryId, e, cancellationToken);
            return true;
        }
    }

    // Null: the registry was changed or removed while it was asked, so that the list may be another's.
    private async Task<Dictionary<string, RemoteSpace>?> ListAsync(Upstream registry, IRegistryDriver driver, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var spaces = new Dictionary<string, RemoteSpace>(StringComparer.Ordinal);
        try
        {
            await foreach (var space in driver.ListSpacesAsync(either.Token))
            {
                // A registry says whatever it likes; what is no name of images is no space of ours.
                if (!RepositoryName.TryParse(space.Name, out _)) continue;
                spaces[space.Name] = space;
                if (spaces.Count >= options.Value.MaxSpaces)
                {
                    Log.TooMany(logger, registry.Name, options.Value.MaxSpaces);
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(RegistryErrorCode.Timeout, $"The registry did not list its spaces within {options.Value.Deadline.TotalSeconds:0} seconds.");
        }

        return upstreams.Upstreams.TryGetValue(registry.RegistryId, out var now) && now.Endpoint == registry.Endpoint ? spaces : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The spaces of registry {Registry} cannot be kept alike ({Reason}): {Message}")]
        public static partial void Failing(ILogger logger, string registry, string reason, string message);

        [LoggerMessage(2, LogLevel.Information, "The spaces of registry {Registry} are kept alike again.")]
        public static partial void Back(ILogger logger, string registry);

        [LoggerMessage(3, LogLevel.Warning, "Registry {Registry} has more than {MaxSpaces} spaces; those beyond are not taken over.")]
        public static partial void TooMany(ILogger logger, string registry, int maxSpaces);
    }
}
