using System.Net;
using System.Text.Json.Nodes;

namespace Roadstead.Server.Tests.Gateway;

/// <summary>What the gateway's errors must look like.</summary>
internal static class OciAnswers
{
    /// <summary>Fails the test unless the answer is this error in the protocol's form; its message.</summary>
    public static async Task<string> AssertErrorAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {body}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var error = Assert.Single(JsonNode.Parse(body)!["errors"]!.AsArray())!;
        Assert.Equal(code, error["code"]!.GetValue<string>());
        return error["message"]!.GetValue<string>();
    }

    public static string? Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
