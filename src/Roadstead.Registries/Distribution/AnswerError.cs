using System.Net;
using System.Text.Json;

namespace Roadstead.Registries.Distribution;

/// <summary>An answer that is an error, as the one exception of this boundary. Of the body only a known kind of code is repeated: the rest is the other side's text.</summary>
internal static class AnswerError
{
    private const int MaxErrorBytes = 64 * 1024;

    public static async Task<RegistryException> ReadAsync(RegistryAnswer answer, string who, CancellationToken cancellationToken)
    {
        string? code = null;
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            try
            {
                code = Code(await answer.ReadBeginningAsync(MaxErrorBytes, cancellationToken));
            }
            catch (RegistryException)
            {
                // The status says enough; a body that does not come in time changes nothing.
                code = null;
            }
        }

        return From(answer, who, code);
    }

    private static RegistryException From(RegistryAnswer answer, string who, string? code)
    {
        var status = (int)answer.Status;
        var said = code is null ? $"{status}" : $"{status} {code}";
        var text = $"{answer.Where} ({who}) answered {said}.";
        return answer.Status switch
        {
            HttpStatusCode.TooManyRequests => new(RegistryErrorCode.Throttled, $"{text} It asks for fewer calls.") { RetryAfter = answer.RetryAfter },
            HttpStatusCode.Unauthorized => new(RegistryErrorCode.CredentialsRequired, $"{text} It wants a login."),
            HttpStatusCode.Forbidden => new(RegistryErrorCode.Denied, $"{text} The login lacks the right, or a proxy before the registry refuses."),
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => new(RegistryErrorCode.Unsupported, $"{text} It cannot do this."),
            _ when code == "UNSUPPORTED" => new(RegistryErrorCode.Unsupported, $"{text} It cannot do this."),
            _ when status >= 500 => new(RegistryErrorCode.ServerError, $"{text} Look at its own log.") { RetryAfter = answer.RetryAfter },
            _ => new(RegistryErrorCode.InvalidAnswer, $"{text} That is not what the registry protocol says."),
        };
    }

    private static string? Code(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("errors", out var errors)
                && errors.ValueKind == JsonValueKind.Array
                && errors.GetArrayLength() > 0
                && errors[0] is { ValueKind: JsonValueKind.Object } first
                && first.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                && code.GetString() is { Length: > 0 and <= 40 } text
                && text.All(c => char.IsAsciiLetterUpper(c) || c == '_')
                    ? text
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
