using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Artifactory's API with a proven login. Paths are below the REST base (<c>/api/repositories</c>), or of a service beside it (<c>/access/api/...</c>,
/// <c>/event/api/...</c>), and escaped already. Safe for any number of threads.
/// </summary>
internal sealed class ArtifactoryClient(ArtifactoryConnection connection, ArtifactorySession session)
{
    public ArtifactorySession Session => session;

    public DistributionOptions Options => connection.Options;

    public RegistryEndpoint Endpoint => connection.Endpoint;

    public DateTimeOffset Now => connection.Time.GetUtcNow();

    /// <summary>Reads; any status but a refusal of the login itself is an answer.</summary>
    public Task<ArtifactoryAnswer> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Reads one thing; null when it is not there.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await GetAsync(path, cancellationToken);
        return answer.IsSuccess ? answer.Read(type) : answer.IsAbsent ? null : throw ArtifactoryError.From(answer, what);
    }

    /// <summary>Changes something by JSON; any status but a refusal of the login itself is an answer.</summary>
    public Task<ArtifactoryAnswer> ChangeAsync<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        SendAsync(method, path, JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json", cancellationToken);

    /// <summary>Sends what has no body; any status but a refusal of the login itself is an answer.</summary>
    public Task<ArtifactoryAnswer> ChangeAsync(HttpMethod method, string path, CancellationToken cancellationToken) => SendAsync(method, path, null, null, cancellationToken);

    /// <summary>Calls a service beside Artifactory, which may take no passwords though Artifactory takes this one; any status is an answer.</summary>
    public Task<ArtifactoryAnswer> CallBesideAsync<T>(HttpMethod method, string path, T? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        session.CallBesideAsync(
            new RegistryRequest(method, connection.Url(path)) { Accept = ["application/json"], Json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, type) }, cancellationToken);

    /// <summary>Posts a form, as the calls of 6.x want it.</summary>
    public Task<ArtifactoryAnswer> PostFormAsync(string path, IEnumerable<(string Name, string Value)> fields, CancellationToken cancellationToken) =>
        PostTextAsync(path, string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")), "application/x-www-form-urlencoded", cancellationToken);

    /// <summary>Posts text.</summary>
    public Task<ArtifactoryAnswer> PostTextAsync(string path, string text, string type, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, ArtifactoryConnection.Text(text), type, cancellationToken);

    private Task<ArtifactoryAnswer> SendAsync(HttpMethod method, string path, byte[]? body, string? type, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(method, connection.Url(path)) { Accept = ["application/json", "text/plain"], Json = body };
        return session.CallAsync(type is null ? request : request with { BodyType = type }, cancellationToken);
    }
}
