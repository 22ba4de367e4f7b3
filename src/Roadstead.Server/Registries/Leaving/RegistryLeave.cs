using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Registries.Connections;

namespace Roadstead.Server.Registries.Leaving;

/// <summary>Removes what Roadstead made at one removed registry, however long that registry is away, and then what is stored of it.</summary>
internal sealed partial class RegistryLeave(
    RegistryDrivers drivers, IEnumerable<IRegistryLeaveStep> steps, LeavingRegistryStore store, IOptions<RegistriesOptions> options, TimeProvider time, ILogger<RegistryLeave> logger)
{
    private const string Refused = "credentials-rejected";
    private static readonly RetryWait Waits = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    // Repeated failures lock accounts: a login that was refused is tried only so often that somebody who mends it at the registry is served the same day.
    private static readonly RetryWait RefusedWaits = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(6));

    private readonly ConcurrentDictionary<Guid, (string Reason, string Message)> troubles = new();

    /// <summary>Why it is not done; null while nothing failed.</summary>
    public (string Reason, string Message)? TroubleOf(Guid registryId) => troubles.TryGetValue(registryId, out var trouble) ? trouble : null;

    public async Task RunAsync(Upstream registry, CancellationToken cancellationToken)
    {
        try
        {
            for (var failures = 1; !await TryAsync(registry, cancellationToken); failures++)
                await Task.Delay((TroubleOf(registry.RegistryId)?.Reason == Refused ? RefusedWaits : Waits).After(failures), time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, registry.Name);
        }
        finally
        {
            troubles.TryRemove(registry.RegistryId, out _);
        }
    }

    // False: it is to be tried again.
    private async Task<bool> TryAsync(Upstream registry, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(registry.RegistryId, cancellationToken) is not { } row)
                return true;
            if (row.LeftAt + options.Value.LeaveWithin < time.GetUtcNow())
                return await store.RemoveAsync(registry.RegistryId, RegistryLeaveEnd.GivenUp, cancellationToken);
            if (await LeaveAsync(registry, cancellationToken) is not { } trouble)
                return await store.RemoveAsync(registry.RegistryId, RegistryLeaveEnd.Done, cancellationToken);
            Note(registry, trouble.Reason, trouble.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e, registry.Name);
            troubles[registry.RegistryId] = ("internal-error", "Roadstead failed to do it; the server's log says why. It is tried again.");
        }

        return false;
    }

    private async Task<RegistryException?> LeaveAsync(Upstream registry, CancellationToken cancellationToken)
    {
        await using var driver = drivers.Create(registry.Type, registry.Endpoint, registry.Endpoint.TrustedRealm, registry.TokenService);

        // One that fails keeps no other from cleaning up.
        RegistryException? trouble = null;
        foreach (var step in steps)
        {
            try
            {
                await step.LeaveAsync(registry.RegistryId, driver, cancellationToken);
            }
            catch (RegistryException e)
            {
                trouble ??= e;
            }
        }

        return trouble;
    }

    private void Note(Upstream registry, string reason, string message)
    {
        if (TroubleOf(registry.RegistryId)?.Reason != reason)
            Log.Waiting(logger, registry.Name, message);
        troubles[registry.RegistryId] = (reason, message);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What Roadstead made at the removed registry {Registry} cannot be removed yet: {Problem}")]
        public static partial void Waiting(ILogger logger, string registry, string problem);

        [LoggerMessage(2, LogLevel.Error, "Leaving the removed registry {Registry} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, string registry);

        [LoggerMessage(3, LogLevel.Debug, "Leaving the removed registry {Registry} was stopped.")]
        public static partial void Stopped(ILogger logger, string registry);
    }
}
