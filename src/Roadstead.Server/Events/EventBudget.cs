using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Events;

/// <summary>How many messages of a registry are read: who may look at a project at the registry may see its secret there. Safe for any number of threads.</summary>
internal sealed class EventBudget(IOptions<EventOptions> options, TimeProvider time)
{
    private const int BurstSeconds = 20;

    private readonly ConcurrentDictionary<Guid, Budget> budgets = new();

    /// <summary>False when the registry has used up what it may.</summary>
    public bool Take(Guid registryId) => budgets.GetOrAdd(registryId, _ => new Budget(BurstSeconds * options.Value.MessagesPerSecond, time.GetTimestamp())).Take(options.Value.MessagesPerSecond, time);

    public void Forget(Guid registryId) => budgets.TryRemove(registryId, out _);

    private sealed class Budget(double left, long at)
    {
        private readonly Lock gate = new();
        private double left = left;
        private long at = at;

        public bool Take(int perSecond, TimeProvider time)
        {
            lock (gate)
            {
                var now = time.GetTimestamp();
                left = Math.Min(BurstSeconds * perSecond, left + (perSecond * time.GetElapsedTime(at, now).TotalSeconds));
                at = now;
                if (left < 1) return false;
                left--;
                return true;
            }
        }
    }
}
