using System.Text.Json.Nodes;
using Roadstead.Server.ManagedHarbors.Objects;

namespace Roadstead.Server.Tests.ManagedHarbors;

public sealed class TreePatchTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":"x"}}""", """{"a":1,"b":{"c":"x","d":"theirs"},"e":[1]}""", null)]
    [InlineData("""{"a":1,"b":{"c":"x"}}""", """{"a":2,"b":{"c":"x"}}""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":{"c":"x","d":"y"}}""", """{"a":1,"b":{"c":"x"}}""", """{"b":{"d":"y"}}""")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""", """{"a":null}""")]
    [InlineData("""{"a":null}""", """{"c":1}""", null)]
    [InlineData("""{"a":{"b":null,"c":1}}""", """{}""", """{"a":{"c":1}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":"text"}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":[{"h":"x","p":1}]}""", """{"a":[{"h":"x","p":1}]}""", null)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", """{"a":[1,2]}""")]
    [InlineData("""{"a":{}}""", """{}""", """{"a":{}}""")]
    public void Of_WantedAndFound_IsWhatDiffersAndNothingElse(string wanted, string found, string? patch)
    {
        var made = TreePatch.Of(JsonNode.Parse(wanted)!.AsObject(), JsonNode.Parse(found)!.AsObject());

        Assert.Equal(patch, made?.ToJsonString());
    }

    [Fact]
    public void Of_NothingFound_IsAllOfIt() => Assert.Equal("""{"a":1}""", TreePatch.Of(JsonNode.Parse("""{"a":1,"b":null}""")!.AsObject(), null)!.ToJsonString());

    [Fact]
    public void Made_NullsAtAnyDepth_AreLeftOut() =>
        Assert.Equal("""{"a":{"c":[1]}}""", TreePatch.Made(JsonNode.Parse("""{"a":{"b":null,"c":[1]},"d":null}""")!.AsObject()).ToJsonString());
}
