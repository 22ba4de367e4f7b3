using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Repositories;

/// <summary>A manifest of an index.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Platform">Its platform as the index says it; null for none.</param>
/// <param name="Annotations">Its annotations; null for none.</param>
public sealed record ChildState(string Digest, JsonObject? Platform, JsonObject? Annotations);
