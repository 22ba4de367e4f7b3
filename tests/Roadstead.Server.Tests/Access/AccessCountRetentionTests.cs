using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Access;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Access;

public sealed class AccessCountRetentionTests
{
    [Fact]
    public async Task Counts_older_than_a_month_go_and_younger_ones_stay()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await RoadsteadHost.StartAsync();
        var store = host.Services.GetRequiredService<IAccessCountStore>();

        // The server forgets by today's clock when it starts, which may be a moment after this: to it none of these is old.
        var now = DateTimeOffset.UnixEpoch.AddYears(200);
        await store.AddAsync([Tally("old", now - TimeSpan.FromDays(31)), Tally("young", now - TimeSpan.FromDays(29))], cancellationToken);

        await store.ForgetAsync(now - AccessCountRetentionWorker.KeepFor, cancellationToken);

        await using var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(cancellationToken);
        Assert.Equal(["young"], await db.AccessCounts.Select(count => count.Image).ToListAsync(cancellationToken));
    }

    private static AccessTally Tally(string image, DateTimeOffset minute) => new("lab", "dev", image, "not-bound", minute, 1);
}
