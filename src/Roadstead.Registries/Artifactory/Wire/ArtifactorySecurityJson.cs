using System.Text.Json.Serialization;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>JSON of groups and permission targets. What is not known is skipped.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireGroup))]
[JsonSerializable(typeof(List<WireGroup>))]
[JsonSerializable(typeof(WirePermission))]
[JsonSerializable(typeof(List<WirePermission>))]
internal sealed partial class ArtifactorySecurityJson : JsonSerializerContext;
