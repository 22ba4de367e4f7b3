using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Docker;

/// <summary>The object store that blobs may be in: signed addresses at another host, which take no credentials of any other kind. The caller holds the gate, but for the way out.</summary>
internal sealed class BlobStore
{
    private const string Path = "/filestore/";
    private readonly Dictionary<string, (StoredBlob Blob, string Method)> signed = [];

    public ArtifactoryAnswer Redirect(HttpContext http, ArtifactoryState state, StoredBlob blob)
    {
        var signature = RandomNumberGenerator.GetHexString(32, lowercase: true);
        signed[signature] = (blob, http.Request.Method);
        var location = string.Create(CultureInfo.InvariantCulture, $"{http.Request.Scheme}://localhost:{state.PushPort}{Path}{blob.Digest}?signature={signature}");
        return new ArtifactoryAnswer(307) { Headers = { ["Location"] = location, ["Docker-Content-Digest"] = blob.Digest } };
    }

    /// <summary>Null for another path, and when it wrote the answer itself.</summary>
    public static async Task<(bool IsAnswered, ArtifactoryAnswer? Answer)> AnswerAsync(HttpContext http, ArtifactoryState state)
    {
        if (http.Request.Path.Value?.StartsWith(Path, StringComparison.Ordinal) != true || http.Connection.LocalPort != state.PushPort)
        {
            return (false, null);
        }

        if (http.Request.Headers.Authorization.Count > 0 || http.Request.Headers.ContainsKey("X-JFrog-Art-Api"))
        {
            return (true, ArtifactoryAnswer.Text("<Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>", 400, "application/xml"));
        }

        StoredBlob? blob;
        lock (state.Gate)
        {
            // An address is signed for one method.
            blob = state.Area<BlobStore>().signed.TryGetValue(http.Request.Query["signature"].ToString(), out var found) && found.Method == http.Request.Method ? found.Blob : null;
        }

        if (blob is null)
        {
            return (true, ArtifactoryAnswer.Text("<Error><Code>SignatureDoesNotMatch</Code></Error>", 403, "application/xml"));
        }

        if (blob.Content is { } content)
        {
            return (true, new ArtifactoryAnswer(200) { Body = content, ContentType = "binary/octet-stream" });
        }

        using var answer = await state.Storage.SendAsync(http, $"/v2/{blob.StorageName}/blobs/{blob.Digest}");
        if (answer is null)
        {
            return (true, new ArtifactoryAnswer(404));
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return (true, null);
    }
}
