using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>An answer of Harbor's API, read whole.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Where">The address, as it may stand in messages.</param>
/// <param name="Body">The body.</param>
/// <param name="Total">How many things a list holds before paging; null when that is not told.</param>
/// <param name="Location">Where what was made is.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
internal sealed record HarborAnswer(HttpStatusCode Status, string Where, byte[] Body, long? Total, string? Location, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Harbor's code of an error; null when the body is no error of Harbor's: a proxy may have answered.</summary>
    public string? Code { get; } = (int)Status >= 400 ? CodeIn(Body) : null;

    /// <summary>True when Harbor itself says that it is not there. A page of a proxy does not say so.</summary>
    public bool IsAbsent => Status == HttpStatusCode.NotFound && Code == "NOT_FOUND";

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

    private RegistryException Unreadable() => new(RegistryErrorCode.InvalidAnswer, $"{Where} answered with what is not of Harbor's API. Check the address, and what is between it and this server.");

    private static string? CodeIn(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HarborJson.Default.WireErrors) is { Errors: [{ } first, ..] } ? first.Code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
