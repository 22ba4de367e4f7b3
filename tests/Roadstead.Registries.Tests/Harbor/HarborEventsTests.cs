using System.Text;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>What Harbor's webhooks say, read as they were seen.</summary>
public sealed class HarborEventsTests
{
    private const string Repository = """
        "repository":{"date_created":1795225186,"name":"hook/img","namespace":"rec-app","repo_full_name":"rec-app/hook/img","repo_type":"private"}
        """;

    private static IReadOnlyList<RegistryEvent> Read(string message)
    {
        var driver = Some.Harbor(Some.Endpoint(new Uri("http://127.0.0.1:9")));
        return driver.As<IEventSubscriptions>()!.ReadEvents("application/json", Encoding.UTF8.GetBytes(message));
    }

    [Theory]
    [InlineData("PUSH_ARTIFACT", RegistryEventKind.Pushed)]
    [InlineData("PULL_ARTIFACT", RegistryEventKind.Pulled)]
    [InlineData("DELETE_ARTIFACT", RegistryEventKind.Deleted)]
    [InlineData("SCANNING_COMPLETED", RegistryEventKind.Changed)]
    public void ReadEvents_OwnFormat_TellsWhereToLook(string type, RegistryEventKind kind)
    {
        var read = Assert.Single(Read($$$"""
            {"type":"{{{type}}}","occur_at":1795225186,"operator":"admin","event_data":{"resources":[{"digest":"sha256:23dffc4e","tag":"v1","resource_url":"127.0.0.1:17280/rec-app/hook/img:v1"}],{{{Repository}}} } }
            """));

        Assert.Equal(("rec-app/hook/img", kind, "v1", "admin"), (read.Repository.Value, read.Kind, read.Reference, read.Operator));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795225186), read.OccurredAt);
    }

    [Fact]
    public void ReadEvents_CloudEvent_IsReadAsWell()
    {
        var read = Assert.Single(Read($$"""
            {"specversion":"1.0","id":"f2ec28b1","source":"/projects/2/webhook/policies/2","type":"harbor.artifact.deleted","datacontenttype":"application/json","time":"2026-11-21T01:40:17Z",
             "data":{"resources":[{"digest":"sha256:23dffc4e","resource_url":"127.0.0.1:17280/rec-app/hook/img@sha256:23dffc4e"}],{{Repository}}},"operator":"","requestid":"01a9abc6"}
            """));

        Assert.Equal((RegistryEventKind.Deleted, "sha256:23dffc4e", null), (read.Kind, read.Reference, read.Operator));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 1, 40, 17, TimeSpan.Zero), read.OccurredAt);
    }

    [Fact]
    public void ReadEvents_Retention_NamesWhatItDeleted()
    {
        var read = Read("""
            {"type":"TAG_RETENTION","occur_at":1795225287,"operator":"admin","event_data":{"retention":{"total":3,"retained":1,"harbor_hostname":"127.0.0.1","project_name":"rec-app","result":"SUCCESS",
             "deleted_artifact":[{"type":"image","status":"SUCCESS","name_tag":"team/api:1.0.1"},{"type":"image","status":"SUCCESS","name_tag":"api:1.0.0"}]}}}
            """);

        Assert.Equal([("rec-app/team/api", "1.0.1"), ("rec-app/api", "1.0.0")], read.Select(item => (item.Repository.Value, item.Reference!)));
        Assert.All(read, item => Assert.Equal(RegistryEventKind.Deleted, item.Kind));
    }

    [Theory]
    [InlineData("QUOTA_EXCEED")]
    [InlineData("REPLICATION")]
    [InlineData("SOMETHING_NEW")]
    public void ReadEvents_OfNoUse_IsNothing(string type) =>
        Assert.Empty(Read($$$"""{"type":"{{{type}}}","occur_at":1795225230,"operator":"admin","event_data":{ {{{Repository}}} } }"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"PUSH_ARTIFACT\"}")]
    [InlineData("{\"type\":7,\"event_data\":{}}")]
    [InlineData("<html></html>")]
    public void ReadEvents_NoMessageOfHarbors_IsRefused(string message) =>
        Assert.Equal(RegistryErrorCode.InvalidAnswer, Assert.Throws<RegistryException>(() => Read(message)).Code);
}
