using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Events;

/// <summary>Has a registry tell of changes in all of its spaces: one look, which makes what is missing and repairs what somebody changed.</summary>
internal sealed partial class SubscriptionReconciler(
    IRegistryConnections connections, EventSecretService secrets, IInstallation installation, EventBoard board, IOptions<EventOptions> options, TimeProvider time, ILogger<SubscriptionReconciler> logger)
{
    private const int SpacesAtOnce = 4;

    /// <returns>How the subscriptions stand; null for a registry that cannot tell of changes.</returns>
    public async Task<SubscriptionState?> ReconcileAsync(Upstream upstream, SubscriptionState before, CancellationToken cancellationToken)
    {
        if (connections.Find(upstream.RegistryId) is not { } driver || driver.As<IEventSubscriptions>() is not { } events) return null;
        if (upstream.EventSecret is not { } secret)
        {
            await secrets.EnsureAsync(upstream.RegistryId, cancellationToken);
            return before; // it is published with the next access map
        }

        var wanted = new EventSubscription(SubscriptionName.Of(installation, upstream.RegistryId), board.AddressOf(upstream.RegistryId), secret.Value, options.Value.SkipVerify);
        try
        {
            return await ReconcileAsync(driver, events, upstream, wanted, before, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Unsupported)
        {
            return null; // this release or edition, or this login, has none
        }
        catch (RegistryException e)
        {
            return before with { Reason = e.Reason, Message = e.Message };
        }
    }

    private async Task<SubscriptionState> ReconcileAsync(
        IRegistryDriver driver, IEventSubscriptions events, Upstream upstream, EventSubscription wanted, SubscriptionState before, CancellationToken cancellationToken)
    {
        var since = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var spaces = 0;
        RegistryException? trouble = null;
        await Parallel.ForEachAsync(
            driver.ListSpacesAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = SpacesAtOnce, CancellationToken = cancellationToken },
            async (space, token) =>
            {
                Interlocked.Increment(ref spaces);
                try
                {
                    var isNew = await events.EnsureSubscriptionAsync(space.Name, wanted, token);
                    since[space.Name] = !isNew && before.Since.TryGetValue(space.Name, out var earlier) ? earlier : time.GetUtcNow();
                    if (isNew) Log.Written(logger, upstream.Name, space.Name);
                }
                catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
                {
                    Interlocked.Decrement(ref spaces); // it went since it was listed
                }
                catch (RegistryException e) when (!e.IsTransient && e.Code is not (RegistryErrorCode.CredentialsRejected or RegistryErrorCode.Unsupported))
                {
                    trouble = e; // of this space: it keeps no other from telling
                }
            });
        return new SubscriptionState(spaces, since, time.GetUtcNow(), trouble?.Reason, trouble?.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registry {Registry} tells of changes in space {Space}: its subscription was made or repaired.")]
        public static partial void Written(ILogger logger, string registry, string space);
    }
}
