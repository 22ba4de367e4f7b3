using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>An answer of Artifactory, read whole; of a refused docker call, its beginning.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Where">The address, as it may stand in messages.</param>
/// <param name="ContentType">The media type; null for none.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
internal sealed record ArtifactoryAnswer(HttpStatusCode Status, string Where, string? ContentType, byte[] Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Artifactory's text about an error, never to be shown; empty when the body is no error of Artifactory's: a proxy may have answered.</summary>
    public string Error { get; } = (int)Status >= 400 ? ErrorIn(Body) : "";

    /// <summary>True when Artifactory itself says that it is not there. A page of a proxy does not say so.</summary>
    public bool IsAbsent => Status == HttpStatusCode.NotFound && Error.Length > 0;

    /// <summary>True for a call that the free editions refuse: a capability that is missing, no failure.</summary>
    public bool IsProOnly => Status == HttpStatusCode.BadRequest && Says("available only in Artifactory Pro");

    /// <summary>True for a user who is shut out for a moment after wrong tries.</summary>
    public bool IsSuspended => Status == HttpStatusCode.Forbidden && Says("recurrent");

    /// <summary>True when the login is known and the right is missing, whatever the status.</summary>
    public bool IsOfRight => Says("permission");

    /// <summary>True for what Xray's policy holds back.</summary>
    public bool IsBlockedByXray => Says("download blocking policy");

    /// <summary>The body as what it should be.</summary>
    /// <exception cref="RegistryException">It is something else.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw Unreadable();
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    public RegistryException Unreadable() =>
        new(RegistryErrorCode.InvalidAnswer, $"{Where} answered with what is not of Artifactory's API. Check the address, and what is between it and this server.");

    private bool Says(string phrase) => Error.Contains(phrase, StringComparison.OrdinalIgnoreCase);

    // REST: {"errors":[{"status":404,"message":"..."}]}; docker: {"errors":[{"code":"DENIED","message":"..."}]}.
    private static string ErrorIn(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ArtifactoryJson.Default.WireErrors) is { Errors: [{ } first, ..] } ? $"{first.Code} {first.Message}" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
