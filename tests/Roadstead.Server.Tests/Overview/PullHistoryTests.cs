using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Overview.Pulls;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

/// <summary>What the doors answered: summed up by hour, and listed by minute.</summary>
public sealed class PullHistoryTests(SharedRoadsteadHost server) : IClassFixture<SharedRoadsteadHost>, IAsyncLifetime
{
    private readonly ManualTime time = new();
    private PullHistoryService history = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDbContextFactory<RoadsteadDb> Contexts => server.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>();

    public async ValueTask InitializeAsync()
    {
        time.Advance(TimeSpan.FromHours(12.5));
        history = new PullHistoryService(Contexts, time);
        await using var db = await Contexts.CreateDbContextAsync(Token);
        await db.AccessCounts.ExecuteDeleteAsync(Token);
    }

    public ValueTask DisposeAsync()
    {
        history.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_Day_IsTheSumOfEachHourByAnswer()
    {
        await CountAsync(-10, "bound", 3);
        await CountAsync(-12, "public", 2);
        await CountAsync(-12, "not-bound", 5);
        await CountAsync(-65, "unmanaged-allowed", 7);
        await CountAsync(-60 * 30, "bound", 100);

        var day = await history.ReadAsync(PullPeriod.Day, Token);
        Assert.Equal(24, day.Count);
        Assert.Equal((5, 5, 0), (day[^1].Allowed, day[^1].Refused, day[^1].Unmanaged));
        Assert.Equal((0, 0, 7), (day[^2].Allowed, day[^2].Refused, day[^2].Unmanaged));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero), day[^1].From);
        Assert.Equal(5, PullCount.Sum(day).Allowed);
        Assert.Equal(105, PullCount.Sum(await history.ReadAsync(PullPeriod.Week, Token)).Allowed);
        Assert.Equal(28, (await history.ReadAsync(PullPeriod.Week, Token)).Count);
        Assert.Equal(30, (await history.ReadAsync(PullPeriod.Month, Token)).Count);
    }

    [Fact]
    public async Task ReadAsync_AnHourThatRuns_IsReadAgainAndOneThatIsOverIsNot()
    {
        await CountAsync(-10, "bound", 1);
        await CountAsync(-100, "bound", 1);
        Assert.Equal(2, PullCount.Sum(await history.ReadAsync(PullPeriod.Day, Token)).Allowed);

        await CountAsync(-10, "bound", 10);
        await CountAsync(-100, "bound", 10);
        Assert.Equal(2, PullCount.Sum(await history.ReadAsync(PullPeriod.Day, Token)).Allowed);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(12, PullCount.Sum(await history.ReadAsync(PullPeriod.Day, Token)).Allowed);
    }

    [Fact]
    public async Task ListAsync_Pages_ShowEachAnswerOnceNewestFirst()
    {
        for (var i = 0; i < 7; i++) await CountAsync(-i / 3, i % 2 == 0 ? "not-bound" : "bound", 1, $"img.example/app-{i}");
        var list = new PullListService(Contexts, server.Host.Services.GetRequiredService<IAccessMapSource>());
        var seen = new List<PullView>();
        string? cursor = null;
        do
        {
            var page = (await list.ListAsync(new PullFilter(), new ListQuery { Limit = 2, Cursor = cursor }, Token)).Value;
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["app-0", "app-1", "app-2", "app-3", "app-4", "app-5", "app-6"], seen.Select(row => row.Image.Split('/')[1]));
        Assert.Equal(4, (await list.ListAsync(new PullFilter(PullAnswer.Refused), new ListQuery(), Token)).Value.Items.Count);
        Assert.Equal(3, (await list.ListAsync(new PullFilter(Reason: "bound"), new ListQuery(), Token)).Value.Items.Count);
        var minute = seen[0].Minute;
        Assert.Equal(3, (await list.ListAsync(new PullFilter(From: minute), new ListQuery(), Token)).Value.Items.Count);
        Assert.Equal(4, (await list.ListAsync(new PullFilter(To: minute), new ListQuery(), Token)).Value.Items.Count);
        Assert.Single((await list.ListAsync(new PullFilter(), new ListQuery { Q = "APP-5" }, Token)).Value.Items);
        Assert.Equal(7, (await list.ListAsync(new PullFilter { Namespace = "lab/dev" }, new ListQuery(), Token)).Value.Items.Count);
        Assert.Equal(7, (await list.ListAsync(new PullFilter { Namespace = "dev" }, new ListQuery(), Token)).Value.Items.Count);
        Assert.Empty((await list.ListAsync(new PullFilter { Namespace = "other/dev" }, new ListQuery(), Token)).Value.Items);
        Assert.Empty((await list.ListAsync(new PullFilter { Workspace = "nobody" }, new ListQuery(), Token)).Value.Items);
        Assert.Empty((await list.ListAsync(new PullFilter { Registry = "none" }, new ListQuery(), Token)).Value.Items);
        Assert.False((await list.ListAsync(new PullFilter(), new ListQuery { Cursor = Cursor.Encode("elsewhere") }, Token)).IsSuccess);
    }

    private Task CountAsync(int minutes, string reason, long count, string image = "img.example/app")
    {
        var at = time.GetUtcNow().AddMinutes(minutes);
        return server.Host.Services.GetRequiredService<IAccessCountStore>().AddAsync([new AccessTally("lab", "dev", image, reason, at, count)], Token);
    }
}
