using System.Text;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Tests.Auth;

public sealed class BearerTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"token":"t","expires_in":300}""", 285)]
    [InlineData("""{"access_token":"t","expires_in":300}""", 285)]
    [InlineData("""{"token":"t"}""", 45)]
    [InlineData("""{"token":"t","expires_in":0}""", 45)]
    [InlineData("""{"token":"t","expires_in":"300"}""", 45)]
    [InlineData("""{"token":"t","expires_in":-5,"issued_at":"1999-01-01T00:00:00Z"}""", 45)]
    [InlineData("""{"token":"t","expires_in":1e300}""", 43185)]
    public void Parse_Token_IsUsedForLessThanItsLife(string json, int seconds)
    {
        var token = BearerToken.Parse(Encoding.UTF8.GetBytes(json), Now);

        Assert.Equal(new BearerToken("t", Now.AddSeconds(seconds)), token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":5}""")]
    [InlineData("""{"token":"a\r\nX-Injected: 1"}""")]
    public void Parse_NoToken_IsNull(string json) => Assert.Null(BearerToken.Parse(Encoding.UTF8.GetBytes(json), Now));
}
