using System.Text.Json;
using Roadstead.Server.Console.Audit;

namespace Roadstead.Server.Tests.Console;

public sealed class AuditChangeTests
{
    [Fact]
    public void Between_AList_TellsWhatCameAndWent()
    {
        var change = Assert.Single(AuditChange.Between(Json("""{"workspaces":["a","b"]}"""), Json("""{"workspaces":["b","c","d"]}""")));
        Assert.Equal(["a"], change.Removed);
        Assert.Equal(["c", "d"], change.Added);
        Assert.Equal(1, change.Kept);
    }

    [Fact]
    public void Between_FieldsInside_AreNamedByTheWay() =>
        Assert.Equal([new("tls.skipVerify", "false", "true")], AuditChange.Between(Json("""{"name":"x","tls":{"skipVerify":false}}"""), Json("""{"name":"x","tls":{"skipVerify":true}}""")));

    [Fact]
    public void Between_ASecret_TellsOnlyThatItChanged()
    {
        var change = Assert.Single(AuditChange.Between(Json("""{"name":"x"}"""), Json("""{"name":"x","passwordChanged":true,"kubeconfigChanged":false}""")));
        Assert.Equal("password", change.Field);
        Assert.True(change.IsSecret);
    }

    [Fact]
    public void Between_TheSame_IsNothing() => Assert.Empty(AuditChange.Between(Json("""{"a":[1,2],"b":null}"""), Json("""{"a":[1,2]}""")));

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
