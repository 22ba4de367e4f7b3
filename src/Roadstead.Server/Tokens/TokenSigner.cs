using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Roadstead.Server.Tokens;

/// <summary>Writes and reads the tokens of this server: JWT, RS256, as docker-registry 2 and 3 accept them.</summary>
internal sealed class TokenSigner(SigningKeys keys, TimeProvider time)
{
    /// <summary>What a registry names as <c>issuer</c>.</summary>
    public const string Issuer = "roadstead";

    /// <summary>How long a token holds. Registries allow 60 seconds more for clocks that differ.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(300);

    private const int MaxTokenCharacters = 16 * 1024;

    public string Sign(TokenClaims claims)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("iss", Issuer);
            json.WriteString("sub", claims.Subject);
            json.WriteString("aud", claims.Audience); // a string: distribution 2 refuses a list
            json.WriteNumber("iat", now);
            json.WriteNumber("nbf", now);
            json.WriteNumber("exp", now + (long)Life.TotalSeconds);
            json.WriteString("jti", Guid.CreateVersion7());
            if (claims.PersonTokenId is { } id) json.WriteString("person_token", id);
            json.WriteStartArray("access");
            foreach (var access in claims.Access) Write(json, access);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        var key = keys.Current;
        var text = $"{key.Header}.{Base64Url.EncodeToString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(text))}";
    }

    /// <summary>False unless this server signed it, for this audience, and it has not ended. The header is not consulted: nobody chooses an algorithm here.</summary>
    public bool TryRead(string token, string audience, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        if (token.Length > MaxTokenCharacters || !Ascii.IsValid(token)) return false;
        var end = token.LastIndexOf('.');
        var middle = token.IndexOf('.', StringComparison.Ordinal);
        if (middle < 1 || end <= middle + 1 || end == token.Length - 1) return false;
        try
        {
            var text = token[..end];
            var signature = Base64Url.DecodeFromChars(token.AsSpan(end + 1));
            if (!keys.All.Any(key => key.Verifies(text, signature))) return false;
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(middle + 1, end - middle - 1)));
            var root = json.RootElement;
            if (root.GetProperty("iss").GetString() != Issuer
                || root.GetProperty("aud").GetString() != audience
                || root.GetProperty("exp").GetInt64() <= time.GetUtcNow().ToUnixTimeSeconds()) return false;
            claims = new TokenClaims(
                audience,
                root.GetProperty("sub").GetString() ?? "",
                root.TryGetProperty("person_token", out var id) ? id.GetGuid() : null,
                []);
            return true;
        }
        catch (FormatException)
        {
            return false; // not base64url
        }
    }

    private static void Write(Utf8JsonWriter json, TokenAccess access)
    {
        json.WriteStartObject();
        json.WriteString("type", access.Type);
        json.WriteString("name", access.Name);
        json.WriteStartArray("actions");
        foreach (var action in access.Actions) json.WriteStringValue(action);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
