using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Server.Overview;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

public sealed class KeptTests
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ManualTime time = new();
    private int made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_Fresh_IsNotMadeAgain()
    {
        var kept = Keep();
        Assert.Equal("1", await kept.GetAsync(Token));
        time.Advance(Fresh - TimeSpan.FromMilliseconds(1));
        Assert.Equal("1", await kept.GetAsync(Token));
    }

    [Fact]
    public async Task GetAsync_AMomentOld_IsGivenWhileTheNextIsMade()
    {
        var kept = Keep();
        await kept.GetAsync(Token);
        time.Advance(Fresh);
        Assert.Equal("1", await kept.GetAsync(Token));
        await Eventually.TrueAsync(async () => await kept.GetAsync(Token) == "2", "the next is there", Token);
    }

    [Fact]
    public async Task GetAsync_ThatNobodyAskedForInALongTime_IsMadeFirst()
    {
        var kept = Keep();
        await kept.GetAsync(Token);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("2", await kept.GetAsync(Token));
    }

    [Fact]
    public async Task GetAsync_Failing_IsToldAndTriedAgain()
    {
        var kept = new Kept<string>(_ => Interlocked.Increment(ref made) == 1 ? throw new InvalidOperationException("not now") : Task.FromResult("there"), Fresh, time, NullLogger.Instance);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kept.GetAsync(Token));
        Assert.Equal("there", await kept.GetAsync(Token));
    }

    private Kept<string> Keep() => new(_ => Task.FromResult($"{Interlocked.Increment(ref made)}"), Fresh, time, NullLogger.Instance);
}
