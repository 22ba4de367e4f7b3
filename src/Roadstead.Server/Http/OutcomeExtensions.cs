using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>An outcome as a typed answer.</summary>
public static class OutcomeExtensions
{
    public static Results<Ok<T>, ProblemHttpResult> ToOk<T>(this Outcome<T> outcome) =>
        outcome.IsSuccess ? TypedResults.Ok(outcome.Value) : Problems.From(outcome.Problem);

    public static Results<Created<T>, ProblemHttpResult> ToCreated<T>(this Outcome<T> outcome, Func<T, string> location) =>
        outcome.IsSuccess ? TypedResults.Created(location(outcome.Value), outcome.Value) : Problems.From(outcome.Problem);

    public static Results<NoContent, ProblemHttpResult> ToNoContent<T>(this Outcome<T> outcome) =>
        outcome.IsSuccess ? TypedResults.NoContent() : Problems.From(outcome.Problem);
}
