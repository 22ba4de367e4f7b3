using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Artifactory.Tokens;

/// <summary>The access tokens. The caller holds the gate.</summary>
internal sealed class TokenStore(ArtifactoryState state)
{
    private const string ReferenceAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly List<ArtifactoryToken> tokens = [];
    private readonly HashSet<string> revoked = [];

    /// <summary>Those that are kept and still count.</summary>
    public IReadOnlyList<ArtifactoryToken> Stored => [.. tokens.Where(token => token.IsStored && IsValid(token))];

    /// <param name="username">Subject.</param>
    /// <param name="scope">Scopes, separated by blanks.</param>
    /// <param name="life">Null never ends.</param>
    /// <param name="refreshable">Whether it comes with a refresh token.</param>
    /// <param name="reference">Whether it comes with a reference token.</param>
    /// <param name="audience">Who takes it.</param>
    /// <param name="description">What it is for.</param>
    public ArtifactoryToken Create(string username, string scope, TimeSpan? life, bool refreshable = false, bool reference = false, string audience = "*@*", string description = "")
    {
        var id = Guid.NewGuid().ToString();
        DateTimeOffset? expires = life is { } until ? state.Now + until : null;
        var claims = new JsonObject
        {
            ["sub"] = $"{state.ServiceId}/users/{username}",
            ["scp"] = scope,
            ["aud"] = audience,
            ["iss"] = state.ServiceId,
            ["iat"] = state.Now.ToUnixTimeSeconds(),
            ["jti"] = id,
        };
        if (expires is { } end)
        {
            claims["exp"] = end.ToUnixTimeSeconds();
        }

        var token = new ArtifactoryToken(id, username, scope, Sign(claims), state.Now, expires)
        {
            IsStored = life is null || life >= state.Settings.RevocableTokenLife,
            RefreshToken = refreshable ? Guid.NewGuid().ToString() : null,
            ReferenceToken = reference ? "cmVmdGtuOjAx" + RandomNumberGenerator.GetString(ReferenceAlphabet, 52) : null,
            Description = description,
            Audience = audience,
        };
        tokens.Add(token);
        return token;
    }

    public ArtifactoryToken? FindValid(string value) => value.Length == 0 ? null : tokens.Find(token => (token.Value == value || token.ReferenceToken == value) && IsValid(token));

    public ArtifactoryToken? FindRefresh(string refreshToken) => tokens.Find(token => token.RefreshToken == refreshToken && !revoked.Contains(token.Id));

    public ArtifactoryToken? FindStored(string id) => tokens.Find(token => token.Id == id && token.IsStored && IsValid(token));

    public bool IsValid(ArtifactoryToken token) => !revoked.Contains(token.Id) && (token.ExpiresAt is not { } end || end > state.Now);

    public void Revoke(ArtifactoryToken token) => revoked.Add(token.Id);

    private string Sign(JsonObject claims)
    {
        var signed = Part("""{"ver":"2","typ":"JWT","alg":"HS256","kid":"fake"}"""u8) + "." + Part(JsonSerializer.SerializeToUtf8Bytes(claims));
        return signed + "." + Part(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)));
    }

    private static string Part(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
