using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Kubernetes;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>Finds the namespace that Roadstead runs in, as far as its way into the cluster tells.</summary>
internal static class OwnNamespace
{
    private const string Default = "default";

    /// <summary>
    /// The namespace of the service account that the endpoint's token belongs to; <see cref="ExcludedNamespaces.DefaultOwn"/> when the token tells none.
    /// Null when it is <c>default</c>: everybody's pods are there, and one account among them is no reason to let all of them pass.
    /// </summary>
    public static string? Of(KubernetesEndpoint endpoint)
    {
        var token = endpoint.Token ?? (endpoint.TokenFile is { } file && File.Exists(file) ? File.ReadAllText(file) : null);
        var ns = token is null ? null : OfToken(token.Trim());
        return ns is null ? ExcludedNamespaces.DefaultOwn : ns == Default ? null : ns;
    }

    // Nothing is verified: the API server does that, and a kubeconfig that lies only finds itself excluded from nothing.
    private static string? OfToken(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject;
            return Text(claims?["kubernetes.io"] is JsonObject bound ? bound["namespace"] : null) ?? Text(claims?["kubernetes.io/serviceaccount/namespace"]);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // an opaque token that happens to have two dots
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
