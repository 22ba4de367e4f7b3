using System.Text.Json.Serialization;

namespace Roadstead.Registries.Harbor.Wire;

/// <summary>Harbor's JSON. What is not known is skipped; what is absent has the value that Harbor leaves out: zero, false, nothing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireErrors))]
[JsonSerializable(typeof(WireSystem))]
[JsonSerializable(typeof(WireHealth))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(List<WireAccess>))]
[JsonSerializable(typeof(List<WireProject>))]
[JsonSerializable(typeof(WireNewProject))]
[JsonSerializable(typeof(WireProjectChange))]
[JsonSerializable(typeof(WireSummary))]
[JsonSerializable(typeof(List<WireQuota>))]
[JsonSerializable(typeof(WireQuotaChange))]
[JsonSerializable(typeof(List<WireRepository>))]
[JsonSerializable(typeof(List<WireArtifact>))]
[JsonSerializable(typeof(List<WireRobot>))]
[JsonSerializable(typeof(WireMadeRobot))]
[JsonSerializable(typeof(WireSecret))]
[JsonSerializable(typeof(List<WirePolicy>))]
[JsonSerializable(typeof(WireEventTypes))]
[JsonSerializable(typeof(WireStatistics))]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class HarborJson : JsonSerializerContext;
