using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Configurations;

/// <summary>Settings that were written, by key.</summary>
internal sealed class ConfigurationValues : Dictionary<string, JsonNode>;
