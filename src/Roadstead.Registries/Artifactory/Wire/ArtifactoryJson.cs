using System.Text.Json.Serialization;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>Artifactory's JSON. What is not known is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireErrors))]
[JsonSerializable(typeof(WireVersion))]
[JsonSerializable(typeof(WireLicense))]
[JsonSerializable(typeof(List<WireRepository>))]
[JsonSerializable(typeof(WireRepositoryConfig))]
[JsonSerializable(typeof(WireNewRepository))]
[JsonSerializable(typeof(WireStorage))]
[JsonSerializable(typeof(WireFolder))]
[JsonSerializable(typeof(WireItems))]
internal sealed partial class ArtifactoryJson : JsonSerializerContext;
