using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Errors;

/// <summary>A problem for people: what happened, and what to do.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What happened.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Code">The stable code, for a question to an admin; null for none.</param>
public sealed record ErrorModel(int Status, string Title, string Remedy, string? Code)
{
    public static ErrorModel From(Problem problem) =>
        new(problem.Code.Status, problem.Code.Title, problem.Detail ?? problem.Code.Remedy, problem.Code.Code);

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
}
