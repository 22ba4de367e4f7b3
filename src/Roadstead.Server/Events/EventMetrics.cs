using System.Diagnostics.Metrics;

namespace Roadstead.Server.Events;

/// <summary>What is measured of events.</summary>
internal sealed class EventMetrics(IMeterFactory meters)
{
    private readonly Counter<long> messages = meters.Create("Roadstead.Events").CreateCounter<long>(
        "roadstead.events.messages", description: "Messages of registries: accepted, refused (no or a wrong secret), unread (more than a registry may send), unreadable, too-large.");

    public void Count(string outcome) => messages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
