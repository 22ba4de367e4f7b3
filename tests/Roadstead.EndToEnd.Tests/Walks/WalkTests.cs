using Roadstead.EndToEnd.Tests.Walks.People;
using Roadstead.EndToEnd.Tests.Walks.Pictures;
using Roadstead.Server.Console.Languages;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>Every flow of the console, one after the other, as platform admin, workspace admin and member: each builds on those before.</summary>
public sealed class WalkTests(WalkWorld world) : IClassFixture<WalkWorld>
{
    [Fact]
    public async Task Everybody_walks_every_flow()
    {
        var walkers = new Dictionary<(string User, Way Way), Walker>();
        try
        {
            foreach (var walk in AllWalks.InOrder)
                await WalkAsync(walk, walkers);
        }
        finally
        {
            foreach (var walker in walkers.Values)
                await walker.DisposeAsync();
        }
    }

    private async Task WalkAsync(Walk walk, Dictionary<(string User, Way Way), Walker> walkers)
    {
        var book = PictureBook.Wanted;
        var way = book is null ? AllWalks.WayOf(walk) : Way.Usual with { Language = Language.Chosen(Environment.GetEnvironmentVariable("ROADSTEAD_GUIDE_LANGUAGE")) ?? Language.English };
        if (!walkers.TryGetValue((walk.User, way), out var walker))
            walkers[(walk.User, way)] = walker = await Walker.StartAsync(world, way);
        if (!walk.StartsSignedOut && !walker.IsSignedIn)
            await walker.SignInAsync(walk.User);
        walker.Visit.Expect([.. walk.Refusals]);
        foreach (var step in walk.Steps)
        {
            try
            {
                await step.DoAsync(walker);
                if (way.IsNarrow && await Fit.FaultsAsync(walker.Visit.Page, way.Width) is { Count: > 0 } faults)
                    Assert.Fail(Fit.Words(faults));
                Assert.Empty(walker.Visit.Complaints);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"{walk.Name}, step {step.Name}, at {walker.Visit.Page.Url}: {e.Message}\n{e.StackTrace}");
            }

            if (book is not null)
                await book.TakeAsync(walk, step, walker);
        }
    }
}
