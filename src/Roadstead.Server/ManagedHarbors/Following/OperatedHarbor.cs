using System.Text.Json.Nodes;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.ManagedHarbors.Objects;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Reads a Harbor that the operator runs. Secrets are read by name, and only when asked for the login.</summary>
internal static class OperatedHarbor
{
    public static string? UrlOf(HarborCluster found) => Text(found.Spec?["externalURL"]);

    public static string? VersionOf(HarborCluster found) => Text(found.Spec?["version"]);

    /// <summary>Reads how to get into it.</summary>
    public static async Task<(HarborLogin? Login, HarborTrouble? Trouble)> LoginOfAsync(KubernetesClient client, HarborCluster found, CancellationToken cancellationToken)
    {
        if (UrlOf(found) is not { } url)
            return (null, new HarborTrouble(HarborReason.AddressMissing, "The HarborCluster has no externalURL."));
        var ns = found.Metadata.Namespace!;
        var secret = Text(found.Spec?["harborAdminPasswordRef"]);
        if (secret is null || await HarborSecretReader.TextAsync(client, ns, secret, HarborNames.PasswordKey, cancellationToken) is not { Length: > 0 } password)
            return (null, new HarborTrouble(HarborReason.PasswordMissing, $"The secret '{secret}' has no key '{HarborNames.PasswordKey}' with the password of admin."));
        var certificate = Text((found.Spec?["expose"] as JsonObject)?["core"] is JsonObject core ? (core["tls"] as JsonObject)?["certificateRef"] : null);
        var ca = certificate is not null && url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? await HarborSecretReader.AuthorityAsync(client, ns, certificate, cancellationToken)
            : null;
        return (new HarborLogin(url, password, ca), null);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
