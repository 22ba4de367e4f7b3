using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries.Connections;

namespace Roadstead.Server.Registries.Health;

/// <summary>Checks one registry, within its own deadline, and notes what it found. So many at a time and no more.</summary>
internal sealed partial class RegistryChecker(
    RegistryConnections connections,
    IUpstreamSource upstreams,
    RegistryHealthBoard board,
    HealthStore store,
    IOptions<RegistryHealthOptions> options,
    TimeProvider time,
    ILogger<RegistryChecker> logger) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.MaxConcurrentChecks);
    private readonly ConcurrentDictionary<Guid, bool> unsaved = new();
    private readonly ConcurrentDictionary<Guid, string> versions = new();

    /// <param name="registryId">The registry.</param>
    /// <param name="depth">How much to look at.</param>
    /// <param name="asked">True when a person asks: then a refused login is tried once more.</param>
    /// <param name="cancellationToken">Ends the check without a result.</param>
    /// <returns>False when there is no such registry, or when its settings changed while the check ran.</returns>
    public async Task<bool> CheckAsync(Guid registryId, CheckDepth depth, bool asked, CancellationToken cancellationToken)
    {
        if (asked)
            connections.Renew(registryId);
        else if (board.IsLoginRefused(registryId))
            depth = CheckDepth.Cheap;

        await places.WaitAsync(cancellationToken);
        try
        {
            if (!upstreams.Upstreams.TryGetValue(registryId, out var upstream) || connections.Find(registryId) is not { } driver)
                return false;

            var signals = await CheckAsync(driver, depth, cancellationToken);
            if (!upstreams.Upstreams.TryGetValue(registryId, out var now) || now.Endpoint != upstream.Endpoint)
                return false;

            var before = board.Of(registryId).Status;
            if (board.Report(registryId, new SignalReport(depth, signals, time.GetUtcNow())))
                unsaved[registryId] = true;
            var health = board.Of(registryId);
            if (health.Status != before)
                Log.Changed(logger, upstream.Name, before, health.Status, health.Failure?.Reason ?? SignalReason.Ok);
            if (depth is CheckDepth.Full && health.Status is RegistryStatus.Healthy)
                await NoteVersionAsync(upstream, driver, cancellationToken);
        }
        catch (RegistryException e) when (e.IsTransient)
        {
            Log.Superseded(logger, registryId, e.Message);
            return false;
        }
        finally
        {
            places.Release();
        }

        await SaveAsync(registryId, cancellationToken);
        return true;
    }

    /// <summary>Notes a check that was made elsewhere, while a registry was integrated or edited.</summary>
    public async Task NoteAsync(Guid registryId, IReadOnlyList<RegistrySignal> signals, CancellationToken cancellationToken)
    {
        board.Report(registryId, new SignalReport(CheckDepth.Full, signals, time.GetUtcNow()));
        unsaved[registryId] = true;
        await SaveAsync(registryId, cancellationToken);
    }

    public void Dispose() => places.Dispose();

    private async Task<IReadOnlyList<RegistrySignal>> CheckAsync(IRegistryDriver driver, CheckDepth depth, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await driver.CheckAsync(depth, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return FailedSignals.At(SignalName.Reachable, SignalReason.Timeout, $"The check did not end within {options.Value.Deadline.TotalSeconds:0} seconds.");
        }
    }

    // A product is upgraded while nobody edits its integration.
    private async Task NoteVersionAsync(Upstream upstream, IRegistryDriver driver, CancellationToken cancellationToken)
    {
        try
        {
            if ((await driver.IdentifyAsync(cancellationToken)).Version is { } version && versions.GetValueOrDefault(upstream.RegistryId) != version
                && await store.WriteVersionAsync(upstream.RegistryId, version, cancellationToken))
                versions[upstream.RegistryId] = version;
        }
        catch (RegistryException e)
        {
            Log.VersionUnknown(logger, upstream.Name, e.Message); // the next full check asks again
        }
    }

    private async Task SaveAsync(Guid registryId, CancellationToken cancellationToken)
    {
        if (unsaved.ContainsKey(registryId) && await store.WriteAsync(registryId, board.Of(registryId).Signals, cancellationToken))
            unsaved.TryRemove(registryId, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registry {Registry} was {Before} and is {After} ({Reason}).")]
        public static partial void Changed(ILogger logger, string registry, RegistryStatus before, RegistryStatus after, string reason);

        [LoggerMessage(2, LogLevel.Debug, "A check of registry {RegistryId} was given up: {Reason}")]
        public static partial void Superseded(ILogger logger, Guid registryId, string reason);

        [LoggerMessage(3, LogLevel.Debug, "Registry {Registry} did not say its version: {Reason}")]
        public static partial void VersionUnknown(ILogger logger, string registry, string reason);
    }
}
