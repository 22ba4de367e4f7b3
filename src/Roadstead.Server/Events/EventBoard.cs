using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images;

namespace Roadstead.Server.Events;

/// <summary>
/// How each registry tells of changes, in memory. That a registry cannot reach the address shows in nothing but silence: a push that a crawl found and that nobody told of,
/// although the registry was asked to. Safe for any number of threads.
/// </summary>
internal sealed class EventBoard(ServerOptions server, IOptions<EventOptions> options, TimeProvider time) : IChangeObserver
{
    private readonly ConcurrentDictionary<Guid, Entry> entries = new();

    /// <summary>Where a registry is told to send its events.</summary>
    public Uri AddressOf(Guid registryId) => new(server.PublicUrl, $"/events/{registryId}");

    /// <summary>The state for people; null for a registry that cannot tell of changes.</summary>
    public EventsView? Of(Guid registryId)
    {
        if (!entries.TryGetValue(registryId, out var entry) || entry.State is not { } state) return null;
        var (isSilent, lastAt) = (entry.IsSilent(time.GetUtcNow() - options.Value.LateAfter), entry.LastAt);
        var silence = $"A push to '{entry.Untold?.Repository}' was found without having been told of. The registry may not reach {AddressOf(registryId)}: ROADSTEAD_PUBLIC_URL must be an address that it can reach.";
        return new EventsView(
            state.CheckedAt is null && state.Reason is null ? EventsState.Pending
                : state.Reason is not null && state.Since.Count == 0 ? EventsState.Failing
                : isSilent ? EventsState.Silent
                : state.Since.Count < state.Spaces || state.Reason is not null ? EventsState.Partial
                : EventsState.Subscribed,
            state.Spaces,
            state.Since.Count,
            lastAt,
            state.CheckedAt,
            state.Reason ?? (isSilent ? "no-event-arrived" : null),
            state.Message ?? (isSilent ? silence : null));
    }

    public SubscriptionState StateOf(Guid registryId) => entries.GetValueOrDefault(registryId)?.State ?? SubscriptionState.Pending;

    public void Report(Guid registryId, SubscriptionState state) => entries.GetOrAdd(registryId, _ => new Entry()).State = state;

    public void Forget(Guid registryId) => entries.TryRemove(registryId, out _);

    /// <summary>The registry reached the address.</summary>
    public void NoteHeard(Guid registryId) => entries.GetOrAdd(registryId, _ => new Entry()).Hear(time.GetUtcNow());

    public void Changed(Guid registryId, string repository, RepositoryChange change, DateTimeOffset? unseenSince)
    {
        // What may have been there before its space was subscribed had nobody to tell of it; and tags that go alone are told of by none.
        if (change != RepositoryChange.Grown || unseenSince is not { } since || !entries.TryGetValue(registryId, out var entry)) return;
        if (entry.State?.SinceOf(repository) is { } subscribed && since >= subscribed) entry.Miss(repository, time.GetUtcNow(), options.Value.LateAfter);
    }

    private sealed class Entry
    {
        private readonly Lock gate = new();
        private SubscriptionState? state;
        private DateTimeOffset? lastAt;
        private (string Repository, DateTimeOffset At)? untold;

        public SubscriptionState? State
        {
            get => Volatile.Read(ref state);
            set => Volatile.Write(ref state, value);
        }

        public DateTimeOffset? LastAt
        {
            get { lock (gate) return lastAt; }
        }

        public (string Repository, DateTimeOffset At)? Untold
        {
            get { lock (gate) return untold; }
        }

        // One that arrives, however late, shows that they do.
        public void Hear(DateTimeOffset at)
        {
            lock (gate) (lastAt, untold) = (at, null);
        }

        public void Miss(string repository, DateTimeOffset at, TimeSpan late)
        {
            lock (gate)
            {
                // It may have been told of a moment before it was found.
                if (lastAt is null || lastAt < at - late) untold ??= (repository, at);
            }
        }

        public bool IsSilent(DateTimeOffset before)
        {
            lock (gate) return untold is { } missed && missed.At < before;
        }
    }
}
