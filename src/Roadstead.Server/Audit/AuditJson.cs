using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Roadstead.Server.Audit;

/// <summary>JSON of the audit: as on the wire, without secrets.</summary>
internal static class AuditJson
{
    // Drafts hold no secrets. This is the net below: an entity handed over by mistake must not bring its ciphers along.
    private static readonly string[] SecretWords = ["password", "secret", "cipher", "hash", "kubeconfig", "privatekey", "securitystamp"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    public static string? Serialize(object? value)
    {
        if (value is null)
            return null;

        var node = JsonSerializer.SerializeToNode(value, value.GetType(), Options);
        Strip(node);
        return node?.ToJsonString(Options);
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Strip(item);
        }

        if (node is not JsonObject members)
            return;

        foreach (var (name, value) in members.ToList())
        {
            // "passwordChanged": true is a fact and stays; whatever else goes by such a name goes.
            if (value?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                members.Remove(name);
            else
                Strip(value);
        }
    }
}
