using System.Text.Json.Nodes;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>What a fake Artifactory answered.</summary>
internal sealed record FakeArtifactoryReply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The message of the first error.</summary>
    public string Message => (string)Json["errors"]![0]!["message"]!;

    /// <summary>The code of the first error; null where it has a status instead.</summary>
    public string? Code => (string?)Json["errors"]![0]!["code"];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
