using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Leaving;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Events;

/// <summary>Ends the subscriptions at a registry that was removed here. By the registry's own name for them: those of another Roadstead, or of the same product under another registry, stay.</summary>
internal sealed class SubscriptionsLeaveStep(IRegistryConnections connections, IInstallation installation, SubscriptionWorker worker) : IRegistryLeaveStep
{
    public Task<bool> IsNeededAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken) =>
        Task.FromResult(connections.Find(registry.Id)?.As<IEventSubscriptions>() is not null);

    public async Task LeaveAsync(Guid registryId, IRegistryDriver driver, CancellationToken cancellationToken)
    {
        if (driver.As<IEventSubscriptions>() is not { } events)
            return;

        // A look that is under way would make anew what goes here.
        await worker.EndAsync(registryId);
        try
        {
            await events.RemoveSubscriptionsAsync(SubscriptionName.Of(installation, registryId), cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Unsupported)
        {
            return; // where there can be none, there is none of ours
        }
    }

    public Task ForgetAsync(RoadsteadDb db, Guid registryId, CancellationToken cancellationToken) => Task.CompletedTask;
}
