using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>One finding of one report about one artifact.</summary>
internal sealed record Finding(ArtifactState Artifact, ScanReport Report, JsonObject Json)
{
    public double Score => ScoreNode?.GetValue<double>() ?? 0;

    public JsonNode? ScoreNode => Json["preferred_cvss"]?["score_v3"]?.GetValue<double>();

    public JsonNode? Links => Json["links"]?.DeepClone();

    public bool IsFixable => ScanReport.IsFixable(Json);

    public string Text(string name) => Json[name]?.GetValue<string>() ?? "";
}
