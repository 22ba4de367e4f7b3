using System.Net;

namespace Roadstead.Registries.Artifactory;

/// <summary>An answer of Artifactory that is an error, as the one exception of this boundary. Its text is not repeated: it is the other side's.</summary>
internal static class ArtifactoryError
{
    /// <param name="answer">The answer.</param>
    /// <param name="what">What the call was about, for people.</param>
    public static RegistryException From(ArtifactoryAnswer answer, string what)
    {
        var text = $"{answer.Where} answers {(int)answer.Status} about {what}.";
        return answer.Status switch
        {
            HttpStatusCode.BadRequest when answer.IsProOnly => new(RegistryErrorCode.Unsupported, $"{text} Only Artifactory Pro can do this by its API; the free editions only in their own pages."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new(RegistryErrorCode.Invalid, $"{text} Artifactory does not take a value."),
            HttpStatusCode.Unauthorized => new(RegistryErrorCode.Denied, $"{text} The login lacks the right."),
            HttpStatusCode.Forbidden when answer.IsBlockedByXray => new(RegistryErrorCode.Denied, $"{text} Xray's download blocking policy holds it back: look at its violations in Artifactory."),
            HttpStatusCode.Forbidden => new(RegistryErrorCode.Denied, $"{text} The login lacks the right, or a proxy before Artifactory refuses."),
            HttpStatusCode.NotFound when answer.IsAbsent => new(RegistryErrorCode.NotFound, $"{text} It is not there, or Artifactory hides it from this login (hideUnauthorizedResources)."),
            HttpStatusCode.NotFound => new(RegistryErrorCode.InvalidAnswer, $"{text} That is not Artifactory's own answer: look at what is between it and this server."),
            HttpStatusCode.Conflict => new(RegistryErrorCode.Conflict, $"{text} Its state does not allow it."),
            HttpStatusCode.NotAcceptable or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => new(RegistryErrorCode.Unsupported, $"{text} This release cannot do it."),
            HttpStatusCode.TooManyRequests => new(RegistryErrorCode.Throttled, $"{text} It asks for fewer calls.") { RetryAfter = answer.RetryAfter },
            _ when (int)answer.Status >= 500 => new(RegistryErrorCode.ServerError, $"{text} Look at Artifactory's own log.") { RetryAfter = answer.RetryAfter },
            _ => new(RegistryErrorCode.InvalidAnswer, $"{text} That is not of Artifactory's API."),
        };
    }
}
