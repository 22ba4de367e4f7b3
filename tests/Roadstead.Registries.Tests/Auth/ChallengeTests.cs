using System.Text.Json;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Tests.Auth;

public sealed class ChallengeTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<ChallengeCase> Cases =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "challenges.jsonl")).Select(line => JsonSerializer.Deserialize<ChallengeCase>(line, Json)!)];

    [Fact]
    public void Cases_File_HoldsAllRows() => Assert.Equal(Enumerable.Range(1, 52), Cases.Select(row => row.Data.Row));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Choose_HeaderSeenInTheWild_GivesItsParts(ChallengeCase row)
    {
        var chosen = Challenge.Choose(Challenge.Parse(row.Lines));

        Assert.Equal(row.Scheme, chosen?.Scheme);
        Assert.Equal(row.Realm, chosen?.Realm);
        Assert.Equal(row.Service, chosen?.Service);
        Assert.Equal(row.Scopes, chosen?.Scopes ?? []);
        Assert.Equal(row.Error, chosen?.Error);
    }

    [Fact]
    public void Parse_TokenValueAndEscapes_AreUnescaped()
    {
        var challenge = Assert.Single(Challenge.Parse(["""Bearer realm="https://auth.example.com/token",other=fun,slashed="he\"\l\lo" """]));

        Assert.Equal("fun", challenge.Parameters["other"]);
        Assert.Equal("he\"llo", challenge.Parameters["slashed"]);
    }

    [Fact]
    public void Parse_TwoInOneLine_GivesBoth() =>
        Assert.Equal(["bearer", "basic"], Challenge.Parse(["Bearer realm=\"https://a/t\",service=\"s\", Basic realm=\"x\""]).Select(challenge => challenge.Scheme));

    [Theory]
    [InlineData("")]
    [InlineData(",,, ,")]
    [InlineData("=")]
    [InlineData("\"")]
    [InlineData("Bearer realm=\"")]
    [InlineData("Bearer realm=\"\\")]
    [InlineData("Negotiate abc==")]
    [InlineData("Bearer realm=\"javascript:alert(1)\"")]
    [InlineData("Bearer realm=\"file:///etc/passwd\"")]
    [InlineData("Bearer realm=\"https://user:password@host/token\"")]
    [InlineData("Bearer realm=\"//host/token\"")]
    public void Choose_Unusable_IsNull(string line) => Assert.Null(Challenge.Choose(Challenge.Parse([line])));
}
