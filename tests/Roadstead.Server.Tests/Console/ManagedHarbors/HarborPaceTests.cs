using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.Console.ManagedHarbors;

namespace Roadstead.Server.Tests.Console.ManagedHarbors;

public sealed class HarborPaceTests
{
    [Theory]
    [InlineData(HarborInstanceState.Ready, null, HarborIntegrationState.Integrated, null)]
    [InlineData(HarborInstanceState.Ready, null, HarborIntegrationState.NotAsked, null)]
    [InlineData(HarborInstanceState.Ready, null, HarborIntegrationState.Removed, null)]
    [InlineData(HarborInstanceState.Ready, null, HarborIntegrationState.Pending, "every 3s")]
    [InlineData(HarborInstanceState.Creating, "CacheNotReady", HarborIntegrationState.Pending, "every 3s")]
    [InlineData(HarborInstanceState.Deleting, "deleting", HarborIntegrationState.Pending, "every 3s")]
    [InlineData(HarborInstanceState.Creating, "cluster-disconnected", HarborIntegrationState.Pending, "every 15s")]
    [InlineData(HarborInstanceState.Ready, "cluster-disconnected", HarborIntegrationState.Integrated, "every 15s")]
    [InlineData(HarborInstanceState.Pending, "operator-missing", HarborIntegrationState.Pending, "every 15s")]
    [InlineData(HarborInstanceState.Failing, "no-pods", HarborIntegrationState.Pending, "every 15s")]
    [InlineData(HarborInstanceState.Ready, null, HarborIntegrationState.Failing, "every 15s")]
    public void Of_OneHarbor_RestsOnceAllIsDone(HarborInstanceState instance, string? reason, HarborIntegrationState integration, string? pace) =>
        Assert.Equal(pace, HarborPace.Of([Harbor(instance, reason, integration)]));

    [Fact]
    public void Of_Several_FollowsTheOneThatMoves()
    {
        var (rests, fails, moves) = (Harbor(HarborInstanceState.Ready, null, HarborIntegrationState.Integrated), Harbor(HarborInstanceState.Failing, "no-pods", HarborIntegrationState.Pending), Harbor(HarborInstanceState.Creating, null, HarborIntegrationState.Pending));

        Assert.Null(HarborPace.Of([]));
        Assert.Equal("every 15s", HarborPace.Of([fails, rests]));
        Assert.Equal("every 3s", HarborPace.Of([fails, moves, rests]));
    }

    private static ManagedHarborView Harbor(HarborInstanceState instance, string? reason, HarborIntegrationState integration) => new(
        "lab", "harbors", "main", HarborSource.Operator, true, "http://harbor.test", "2.6.2", new HarborInstanceView(instance, reason, "", Some.Now), new HarborIntegrationView(integration, null, "", Some.Now), null, null, null, Some.Now);
}
