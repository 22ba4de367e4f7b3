using System.Net;
using System.Text.Json;
using Roadstead.Core.References;

namespace Roadstead.Registries.Distribution;

/// <summary>Reads manifests; the digest is always proven against the bytes.</summary>
internal sealed class ManifestReader(DistributionConnection connection)
{
    /// <summary>The manifest; null when it is not there.</summary>
    public async Task<ManifestResponse?> ReadAsync(RepositoryName repository, string reference, IReadOnlyList<string> accept, bool head, CancellationToken cancellationToken)
    {
        ManifestReference.ThrowIfInvalid(reference);
        var request = new RegistryRequest(head ? HttpMethod.Head : HttpMethod.Get, connection.Url($"/v2/{repository.Value}/manifests/{reference}"))
        {
            Accept = accept.Count == 0 ? MediaTypes.Manifests : accept,
        };
        using var answer = await connection.SendAsync(request, [$"repository:{repository.Value}:pull"], cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            throw await AnswerError.ReadAsync(answer, "a manifest", cancellationToken);
        }

        if (!head)
        {
            return await ReadBodyAsync(answer, reference, cancellationToken);
        }

        var type = answer.ContentType ?? "";
        var wanted = ManifestReference.AsDigest(reference);
        if (Stated(answer) is { } stated && answer.ContentLength is { } length && type.Length > 0)
        {
            return wanted is null || wanted == stated ? new ManifestResponse(stated, Checked(type, answer), length, null) : throw ContentDigest.Mismatch(answer.Where, wanted);
        }

        // The header was optional for long: without it only the bytes tell the digest.
        return await ReadAsync(repository, reference, accept, head: false, cancellationToken) is { } read ? read with { Bytes = null } : null;
    }

    private async Task<ManifestResponse> ReadBodyAsync(RegistryAnswer answer, string reference, CancellationToken cancellationToken)
    {
        var bytes = await answer.ReadBytesAsync(connection.Options.MaxManifestBytes, cancellationToken);
        var type = Checked(answer.ContentType ?? "application/json", answer);
        if (type.Contains("docker.distribution.manifest.v1+", StringComparison.Ordinal))
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} is a manifest of Docker's first schema, which no runtime pulls any more. Push the image again.");
        }

        if (type == "application/json")
        {
            type = TypeInside(bytes) ?? throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} answered with what is no manifest.");
        }

        var expected = ManifestReference.AsDigest(reference);
        var stated = Stated(answer);
        foreach (var digest in new[] { expected, stated })
        {
            if (digest is not null && !ContentDigest.Proves(digest, bytes))
            {
                throw ContentDigest.Mismatch(answer.Where, digest);
            }
        }

        return new ManifestResponse(expected ?? stated ?? ContentDigest.Of(bytes), type, bytes.Length, bytes);
    }

    private static Digest? Stated(RegistryAnswer answer) => Digest.TryParse(answer.Header("Docker-Content-Digest").FirstOrDefault()?.Trim(), out var digest) ? digest : null;

    private static string Checked(string type, RegistryAnswer answer) =>
        type == "application/json" || (type.StartsWith("application/vnd.", StringComparison.Ordinal) && (type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("prettyjws", StringComparison.Ordinal)))
            ? type
            : throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} answered with what is no manifest.");

    private static string? TypeInside(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty("mediaType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()
                : root.TryGetProperty("manifests", out _) ? MediaTypes.OciIndex
                : root.TryGetProperty("config", out _) ? MediaTypes.OciManifest
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
