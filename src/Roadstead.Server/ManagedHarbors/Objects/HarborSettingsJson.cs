using System.Text.Json;
using System.Text.Json.Serialization;
using Roadstead.Core.Contracts.ManagedHarbors;

namespace Roadstead.Server.ManagedHarbors.Objects;

/// <summary>Settings as they are stored.</summary>
internal static class HarborSettingsJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(HarborSettings settings) => JsonSerializer.Serialize(settings, Options);

    /// <summary>Null for a Harbor that was found.</summary>
    public static HarborSettings? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<HarborSettings>(text, Options);
}
