using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>Collects what is wrong with a request, so that all of it is told at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> errors = [];

    /// <summary>Notes a problem of a field unless the condition holds.</summary>
    public FieldErrors Require(bool condition, string field, string message)
    {
        if (!condition)
        {
            if (!errors.TryGetValue(field, out var messages)) errors[field] = messages = [];
            messages.Add(message);
        }

        return this;
    }

    /// <summary>True when nothing is wrong with this field so far.</summary>
    public bool IsValid(string field) => !errors.ContainsKey(field);

    /// <summary>All problems as one; null when there are none.</summary>
    public Problem? ToProblem() => errors.Count == 0
        ? null
        : new Problem(
            ErrorCodes.ValidationFailed,
            string.Join(' ', errors.Values.SelectMany(messages => messages)),
            errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));
}
