using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.ManagedHarbors.Following;

namespace Roadstead.Server.Tests.ManagedHarbors;

public sealed class HarborInstanceTests
{
    [Theory]
    [InlineData("healthy", "True", false, false, HarborInstanceState.Ready, null)]
    [InlineData("healthy", "False", true, false, HarborInstanceState.Failing, "ServiceReady")]
    [InlineData("provisioning", "Unknown", false, true, HarborInstanceState.Creating, "ServiceReady")]
    [InlineData("provisioning", "Unknown", false, false, HarborInstanceState.Creating, "ServiceReady")]
    [InlineData("provisioning", "Unknown", true, false, HarborInstanceState.Updating, "ServiceReady")]
    [InlineData("unhealthy", "False", false, true, HarborInstanceState.Creating, "ServiceReady")]
    [InlineData("unhealthy", "False", false, false, HarborInstanceState.Failing, "ServiceReady")]
    [InlineData("unhealthy", "False", true, true, HarborInstanceState.Failing, "ServiceReady")]
    public void Of_WordsOfTheOperator_IsTheState(string said, string service, bool wasReady, bool isNew, HarborInstanceState state, string? reason)
    {
        Condition[] conditions = [.. new[] { "DatabaseReady", "CacheReady", "StorageReady" }.Select(type => new Condition { Type = type, Status = "True" }), new Condition { Type = "ServiceReady", Status = service }];

        var instance = HarborInstance.Of(Cluster(new HarborClusterStatus { Status = said, Conditions = conditions }), wasReady, isNew);

        Assert.Equal((state, reason), (instance.State, instance.Reason));
        Assert.Equal([("database", true), ("cache", true), ("storage", true), ("service", service switch { "True" => true, "False" => false, _ => (bool?)null })], instance.Parts.Select(part => (part.Name, part.Ready)));
    }

    [Fact]
    public void Of_AnOperatorThatSaysNothing_IsFailingAfterAWhile()
    {
        Assert.Equal(HarborInstanceState.Creating, HarborInstance.Of(Cluster(null), wasReady: false, isNew: true).State);
        Assert.Equal(HarborInstanceState.Failing, HarborInstance.Of(Cluster(null), wasReady: false, isNew: false).State);
        Assert.Empty(HarborInstance.Of(Cluster(null), wasReady: false, isNew: true).Parts);
    }

    [Fact]
    public void Of_AMessageWithoutEnd_IsCut()
    {
        var status = new HarborClusterStatus { Status = "unhealthy", Conditions = [new Condition { Type = "DatabaseReady", Status = "False", Message = new string('x', 100_000) + "\n" }] };

        var instance = HarborInstance.Of(Cluster(status), wasReady: false, isNew: true);

        Assert.True(instance.Message.Length < 400);
        Assert.True(instance.Parts[0].Message!.Length < 400);
    }

    private static HarborCluster Cluster(HarborClusterStatus? status) => new() { Metadata = new ObjectMeta { Name = "main", Namespace = "harbor" }, Status = status };
}
