using System.Collections.Concurrent;
using Roadstead.Registries;

namespace Roadstead.Server.Events;

/// <summary>
/// What each registry told of last, in memory: docs/decisions/0014. Bounded in number and length, whatever is sent. Safe for any number of threads.
/// </summary>
internal sealed class EventLog(TimeProvider time)
{
    /// <summary>So many of each registry.</summary>
    public const int Kept = 100;

    // Tags have at most 128 characters, digests fewer than this; names of people are cut.
    private const int MaxText = 150;

    private readonly ConcurrentDictionary<Guid, Ring> rings = new();
    private long count;

    public void Add(Guid registryId, RegistryEvent told) =>
        rings.GetOrAdd(registryId, _ => new Ring()).Add(new HeardEvent(Interlocked.Increment(ref count), time.GetUtcNow(), told with { Reference = Cut(told.Reference), Operator = Cut(told.Operator) }));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<HeardEvent> Of(Guid registryId) => rings.TryGetValue(registryId, out var ring) ? ring.Read() : [];

    public void Forget(Guid registryId) => rings.TryRemove(registryId, out _);

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] : text;

    private sealed class Ring
    {
        private readonly Lock gate = new();
        private readonly LinkedList<HeardEvent> heard = [];

        public void Add(HeardEvent one)
        {
            lock (gate)
            {
                // A message that was not answered in time comes again. Where no time is told, nobody can tell it from a second push.
                if (one.Told.OccurredAt is not null && heard.Any(before => before.Told == one.Told)) return;
                heard.AddFirst(one);
                if (heard.Count > Kept) heard.RemoveLast();
            }
        }

        public IReadOnlyList<HeardEvent> Read()
        {
            lock (gate) return [.. heard];
        }
    }
}
