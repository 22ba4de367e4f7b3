namespace Roadstead.Core.Errors;

/// <summary>An expected failure as a value: a code of the catalogue and the facts of this occurrence.</summary>
/// <param name="Code">The code.</param>
/// <param name="Detail">What is wrong here and how to mend it; null takes the code's remedy. Never holds a secret.</param>
/// <param name="Errors">Problems by field (camelCase as in the request body, nested with '.'); null when no field is to blame.</param>
/// <param name="Extensions">Further members of the problem document, such as <c>impact</c> or <c>verdict</c>; null for none.</param>
public sealed record Problem(
    ErrorCode Code,
    string? Detail = null,
    IReadOnlyDictionary<string, string[]>? Errors = null,
    IReadOnlyDictionary<string, object?>? Extensions = null)
{
    /// <summary>A problem of one field of the request.</summary>
    public static Problem ForField(ErrorCode code, string field, string message) =>
        new(code, message, new Dictionary<string, string[]> { [field] = [message] });
}
