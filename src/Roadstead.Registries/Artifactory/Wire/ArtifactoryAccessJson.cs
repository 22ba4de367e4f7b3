using System.Text.Json.Serialization;

namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>JSON of tokens, subscriptions and messages: the services beside Artifactory write names with underscores. What is not known is skipped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(WireTokens))]
[JsonSerializable(typeof(WireNewToken))]
[JsonSerializable(typeof(WireMadeToken))]
[JsonSerializable(typeof(WireClaims))]
[JsonSerializable(typeof(WireSubscription))]
[JsonSerializable(typeof(List<WireSubscription>))]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class ArtifactoryAccessJson : JsonSerializerContext;
