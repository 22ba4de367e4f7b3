using System.Net;

namespace Roadstead.Registries.Harbor;

/// <summary>An answer of Harbor that is an error, as the one exception of this boundary. Of the body only Harbor's own code is repeated: the rest is the other side's text.</summary>
internal static class HarborError
{
    /// <param name="answer">The answer.</param>
    /// <param name="what">What the call was about, for people.</param>
    /// <param name="taken">True where a conflict means that the name is taken.</param>
    public static RegistryException From(HarborAnswer answer, string what, bool taken = false)
    {
        var code = answer.Code is { Length: <= 40 } known && known.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? $" {known}" : "";
        var text = $"{answer.Where} answers {(int)answer.Status}{code} about {what}.";
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => new(RegistryErrorCode.Denied, $"{text} Harbor takes the login, but not for this."),
            HttpStatusCode.Forbidden when answer.Code == "DENIED" => new(RegistryErrorCode.Denied, $"{text} Harbor is read-only, a quota is used up, or the login gives away rights that it has not got."),
            HttpStatusCode.Forbidden => new(RegistryErrorCode.Denied, $"{text} The login lacks the right, or a proxy before Harbor refuses."),
            HttpStatusCode.NotFound when answer.IsAbsent => new(RegistryErrorCode.NotFound, $"{text} It is not there."),
            HttpStatusCode.NotFound => new(RegistryErrorCode.InvalidAnswer, $"{text} That is not Harbor's own answer: look at what is between it and this server."),
            HttpStatusCode.Conflict => new(taken ? RegistryErrorCode.AlreadyExists : RegistryErrorCode.Conflict, $"{text} {(taken ? "There is one of this name already." : "Its state does not allow it.")}"),
            HttpStatusCode.PreconditionFailed => new(RegistryErrorCode.Conflict, $"{text} Its state does not allow it: it holds something, or a rule of the project keeps it."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new(RegistryErrorCode.Invalid, $"{text} Harbor does not take a value."),
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => new(RegistryErrorCode.Unsupported, $"{text} This release cannot do it."),
            HttpStatusCode.TooManyRequests => new(RegistryErrorCode.Throttled, $"{text} It asks for fewer calls.") { RetryAfter = answer.RetryAfter },
            _ when (int)answer.Status >= 500 => new(RegistryErrorCode.ServerError, $"{text} Look at Harbor's own log.") { RetryAfter = answer.RetryAfter },
            _ => new(RegistryErrorCode.InvalidAnswer, $"{text} That is not of Harbor's API."),
        };
    }
}
