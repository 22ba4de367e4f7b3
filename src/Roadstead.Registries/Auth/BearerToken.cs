using System.Text.Json;

namespace Roadstead.Registries.Auth;

/// <summary>A token and the moment from which it is no longer used.</summary>
internal sealed record BearerToken(string Value, DateTimeOffset UseUntil)
{
    private const int DefaultSeconds = 60;

    /// <summary>Reads a token endpoint's answer (distribution, spec/auth/token); null when it holds no token.</summary>
    public static BearerToken? Parse(byte[] json, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || (Text(root, "token") ?? Text(root, "access_token")) is not { } value)
            {
                return null;
            }

            var seconds = root.TryGetProperty("expires_in", out var expires) && expires.ValueKind == JsonValueKind.Number && expires.TryGetDouble(out var given) && given > 0
                ? Math.Min(given, TimeSpan.FromHours(12).TotalSeconds)
                : DefaultSeconds;

            // issued_at is the other side's clock, which may be wrong: the life counts from reception, less a part for the way.
            return new BearerToken(value, now + TimeSpan.FromSeconds(seconds - Math.Min(15, seconds / 4)));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text && !text.AsSpan().ContainsAny('\r', '\n')
            ? text
            : null;
}
