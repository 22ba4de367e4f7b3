using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>Signs and reads Harbor's registry tokens.</summary>
internal sealed class RegistryTokens(HarborState state) : IDisposable
{
    private const string Issuer = "harbor-token-issuer";
    private const string Audience = "harbor-registry";

    // A key takes the processor for a tenth of a second, so it serves the next fake when this one has ended. Two that are there at the same time never have the same.
    private static readonly ConcurrentStack<RSA> Free = [];

    // Taken with the first token: most fakes never sign one.
    private readonly Lazy<RSA> key = new(() => Free.TryPop(out var kept) ? kept : RSA.Create(2048));
    private bool isReturned;

    public string Sign(string subject, IReadOnlyList<TokenAccess>? access)
    {
        var now = state.Now.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Issuer }
            .WithText("sub", subject)
            .With(true, "aud", Audience)
            .With(true, "exp", now + (state.Configuration.TokenExpiration * 60))
            .With(true, "nbf", now)
            .With(true, "iat", now)
            .With(true, "jti", RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 16))
            .With(true, "access", access is null ? null : HarborJson.Array(access, entry => new JsonObject { ["type"] = entry.Type, ["name"] = entry.Name, ["actions"] = HarborJson.Strings(entry.Actions) }));
        var signed = $"{Encode(new JsonObject { ["alg"] = "RS256", ["kid"] = KeyId(), ["typ"] = "JWT" })}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>Null when it is no token of this Harbor, or its time is over.</summary>
    public TokenIdentity? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!key.Value.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return null;
        }

        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        if (claims["exp"]!.GetValue<long>() <= state.Now.ToUnixTimeSeconds())
        {
            return null;
        }

        var access = (claims["access"]?.AsArray() ?? []).Select(entry => new TokenAccess(
            entry!["type"]!.GetValue<string>(),
            entry["name"]!.GetValue<string>(),
            [.. entry["actions"]!.AsArray().Select(action => action!.GetValue<string>())]));
        return new TokenIdentity(claims["sub"]?.GetValue<string>() ?? "", DateTimeOffset.FromUnixTimeSeconds(claims["iat"]!.GetValue<long>()), [.. access], state.Features.TokensOlderThanProjectRefused);
    }

    public void Dispose()
    {
        if (key.IsValueCreated && !Interlocked.Exchange(ref isReturned, true))
        {
            Free.Push(key.Value);
        }
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json, HarborJson.Options));

    // libtrust's: 30 bytes of the key's hash in base32, by fours.
    private string KeyId()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var hash = SHA256.HashData(key.Value.ExportSubjectPublicKeyInfo())[..30];
        var text = string.Concat(Enumerable.Range(0, 48).Select(i => alphabet[Bits(hash, i * 5)]));
        return string.Join(':', text.Chunk(4).Select(chunk => new string(chunk)));

        static int Bits(byte[] bytes, int at) => (((bytes[at / 8] << 8) | (at / 8 + 1 < bytes.Length ? bytes[(at / 8) + 1] : 0)) >> (11 - (at % 8))) & 31;
    }
}
