using Roadstead.Core.Errors;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Errors;

/// <summary>A problem for people: what happened, and what to do.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Code">The stable code, for a question to an admin; null for none.</param>
public sealed record ErrorModel(int Status, string Title, string Remedy, string? Code)
{
    public static ErrorModel From(Problem problem) =>
        new(problem.Code.Status, problem.Code.Title, problem.Detail ?? RemedyOf(problem.Code), problem.Code.Code);

    /// <summary>What a person does about it, as a text key.</summary>
    internal static string RemedyOf(ErrorCode code) => ForPeople(code) ?? code.Remedy;

    /// <summary>For an answer that has a status but no words.</summary>
    public static ErrorModel FromStatus(int status) => From(new Problem(status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCodes.Unauthenticated,
        StatusCodes.Status403Forbidden => ErrorCodes.Forbidden,
        StatusCodes.Status404NotFound => ErrorCodes.NotFound,
        StatusCodes.Status405MethodNotAllowed => ErrorCodes.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ErrorCodes.TooLarge,
        StatusCodes.Status429TooManyRequests => ErrorCodes.TooManyRequests,
        >= 500 => ErrorCodes.InternalError,
        _ => ErrorCodes.InvalidRequest,
    })) with { Status = status };

    // The catalogue tells programs what to send. Whoever sits at a browser has pages and buttons instead.
    private static string? ForPeople(ErrorCode code) => code.Code switch
    {
        "invalid-request" => Key("The address or the form holds something that does not fit. Go back and try again; an address that was typed or cut short may have lost a part."),
        "unauthenticated" => Key("Sign in, then open the page again."),
        "forbidden" => Key("Ask an admin of the workspace, or a platform admin, for the role that it needs."),
        "antiforgery-failed" => Key("Reload the page that this came from, and send it again. Nothing was changed; somebody may have signed in or out in another tab meanwhile."),
        "not-found" => Key("Check the address. What belongs to workspaces that you are not a member of is not shown, whether it exists or not."),
        "method-not-allowed" => Key("This address is not made to be opened like this. Begin on the page that led here."),
        "request-too-large" => Key("A form may carry 4 MiB. Choose a smaller file, then send it again."),
        "too-many-requests" => Key("Wait a minute, then try again."),
        "internal-error" => Key("Try again. If it stays, give the trace id to whoever runs this server: it stands beside the failure in the server's log."),
        _ => null,
    };
}
