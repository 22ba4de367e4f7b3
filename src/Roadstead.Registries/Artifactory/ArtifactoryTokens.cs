using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>Access tokens of one group: <c>/access/api/v1/tokens</c> from 7.21 on; before that, and where that one takes no password, <c>/api/security/token</c>.</summary>
internal sealed class ArtifactoryTokens(ArtifactoryClient client)
{
    /// <summary>One that lives shorter is not stored by Artifactory: it could neither be found nor revoked.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(10_800);

    private const string Access = "/access/api/v1/tokens";
    private const string Old = "/api/security/token";
    private const string What = "access tokens";
    private const int MaxDescription = 1024;

    private volatile bool useOld;

    /// <summary>All that Artifactory has stored.</summary>
    public async Task<IReadOnlyList<ArtifactoryToken>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(() => BesideAsync(HttpMethod.Get, Access, null, cancellationToken), () => client.GetAsync(Old, cancellationToken));
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, What);
        }

        return [.. (answer.Read(ArtifactoryAccessJson.Default.WireTokens).Tokens ?? []).Select(Of).OfType<ArtifactoryToken>().OrderByDescending(token => token.IssuedAt)];
    }

    /// <summary>Makes one that may do what this group may, and that signs in by the group's name.</summary>
    public async Task<(string Secret, DateTimeOffset? ExpiresAt)> CreateAsync(string group, string description, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var seconds = lifetime is { } life ? (long)Math.Ceiling((life > ShortestLife ? life : ShortestLife).TotalSeconds) : 0;
        var made = new WireNewToken("client_credentials", group, $"applied-permissions/groups:{group}", seconds, false, description.Length <= MaxDescription ? description : description[..MaxDescription]);
        var answer = await AskAsync(
            () => BesideAsync(HttpMethod.Post, Access, made, cancellationToken),
            () => client.PostFormAsync(
                Old,
                [("username", group), ("scope", $"member-of-groups:\"{group}\""), ("expires_in", seconds.ToString(CultureInfo.InvariantCulture)), ("refreshable", "false")],
                cancellationToken));
        if (!answer.IsSuccess)
        {
            throw ArtifactoryError.From(answer, "a new access token");
        }

        if (answer.Read(ArtifactoryAccessJson.Default.WireMadeToken) is not { AccessToken: { Length: > 0 } secret } token)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} made an access token and did not tell it.");
        }

        // What it was given may be less than what was asked for.
        return (secret, At(ClaimsOf(secret)?.Exp) ?? (token.ExpiresIn is > 0 and var given ? client.Now.AddSeconds(given) : null));
    }

    /// <summary>Ends it at once; one that is gone is fine.</summary>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            () => BesideAsync(HttpMethod.Delete, $"{Access}/{Uri.EscapeDataString(id)}", null, cancellationToken),
            () => client.PostFormAsync($"{Old}/revoke", [("token_id", id)], cancellationToken));

        // The old call says of one that is gone what it says of any wrong one.
        if (!answer.IsSuccess && !answer.IsAbsent && (await ListAsync(cancellationToken)).Any(token => token.Id == id))
        {
            throw ArtifactoryError.From(answer, "revoking an access token");
        }
    }

    private async Task<ArtifactoryAnswer> AskAsync(Func<Task<ArtifactoryAnswer>> access, Func<Task<ArtifactoryAnswer>> old)
    {
        if (!useOld && client.Session.IsAtLeast(7, 21))
        {
            // The other service may take no passwords (a setting of theirs); then it refuses what Artifactory itself does not.
            var answer = await access();
            if (answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed))
            {
                return answer;
            }

            var second = await old();
            useOld = second.IsSuccess;
            return second;
        }

        return await old();
    }

    private Task<ArtifactoryAnswer> BesideAsync(HttpMethod method, string path, WireNewToken? body, CancellationToken cancellationToken) =>
        client.CallBesideAsync(method, path, body, ArtifactoryAccessJson.Default.WireNewToken, cancellationToken);

    private static ArtifactoryToken? Of(WireToken? token) => token is { TokenId: { Length: > 0 } id, Subject: { Length: > 0 } subject }
        ? new ArtifactoryToken(id, subject[(subject.LastIndexOf('/') + 1)..], At(token.IssuedAt) ?? DateTimeOffset.UnixEpoch, At(token.Expiry))
        : null;

    private static DateTimeOffset? At(long? seconds) => seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    // It is a JWT, read and not checked: it came from whom it is for. One that is none says nothing.
    private static WireClaims? ClaimsOf(string token)
    {
        if (token.Split('.') is not [_, var claims, _])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(claims), ArtifactoryAccessJson.Default.WireClaims);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
