using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Roadstead.Kubernetes.Objects;

/// <summary>Objects as JSON: for comparing what is with what should be, and for objects that come another way than from the client. Nulls are left out.</summary>
public static class KubernetesJson
{
    /// <summary>The object as a tree, as it would be sent.</summary>
    public static JsonNode ToNode<T>(T item)
        where T : class => JsonSerializer.SerializeToNode(item, TypeOf<T>())!;

    /// <summary>The object of a tree.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Read<T>(JsonNode node)
        where T : class => node.Deserialize(TypeOf<T>()) ?? throw new JsonException("The object is null.");

    /// <summary>The object of a text.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : class => JsonSerializer.Deserialize(utf8, TypeOf<T>()) ?? throw new JsonException("The object is null.");

    internal static byte[] Bytes<T>(T item)
        where T : class => JsonSerializer.SerializeToUtf8Bytes(item, TypeOf<T>());

    internal static byte[] Bytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, KubernetesJsonContext.Default.JsonNode);

    internal static JsonTypeInfo<T> TypeOf<T>() =>
        KubernetesJsonContext.Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new ArgumentException($"{typeof(T)} is no object of the API server.");
}
