using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Access;

/// <summary>What doors count reaches the store, whatever happens meanwhile.</summary>
public sealed class AccessCounterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_store_refused_is_written_with_the_next()
    {
        var store = new Store { Refusals = 2 };
        using var counter = new AccessCounter(store, TimeProvider.System, NullLogger<AccessCounter>.Instance);
        counter.Count("lab", "dev", "reg.io/app:1", AccessReason.NotBound);
        await counter.StartAsync(Cancel);
        await Eventually.TrueAsync(() => store.Refusals == 0, "the store refused twice", Cancel);
        counter.Count("lab", "dev", "reg.io/app:1", AccessReason.NotBound);

        await Eventually.TrueAsync(() => store.Sum == 2, "both are written", Cancel);
        await counter.StopAsync(Cancel);
        Assert.Equal(2, store.Sum);
    }

    [Fact]
    public async Task None_is_lost_while_others_are_written()
    {
        const int doors = 4, each = 50_000;
        var store = new Store();
        using var counter = new AccessCounter(store, TimeProvider.System, NullLogger<AccessCounter>.Instance);
        using var ended = new CancellationTokenSource();
        var writes = Task.Run(
            async () =>
            {
                // To stop it writes what there is; as often as one likes.
                while (!ended.IsCancellationRequested) await counter.StopAsync(Cancel);
            },
            Cancel);
        await Task.WhenAll(Enumerable.Range(0, doors).Select(door => Task.Run(() => { for (var i = 0; i < each; i++) counter.Count("lab", $"ns-{door}", "reg.io/app:1", AccessReason.NotBound); }, Cancel)));
        await ended.CancelAsync();
        await writes;
        await counter.StopAsync(Cancel);

        Assert.Equal(doors * each, store.Sum);
    }

    private sealed class Store : IAccessCountStore
    {
        private long sum;

        public int Refusals { get; set; }

        public long Sum => Interlocked.Read(ref sum);

        public Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken)
        {
            if (Refusals > 0)
            {
                Refusals--;
                throw new IOException("The disk is full.");
            }

            Interlocked.Add(ref sum, tallies.Sum(tally => tally.Count));
            return Task.CompletedTask;
        }

        public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
