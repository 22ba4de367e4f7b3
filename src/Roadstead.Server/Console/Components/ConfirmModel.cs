using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Components;

/// <summary>A question before something is taken away.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What will happen, and what stays.</param>
/// <param name="Action">Where the answer is posted.</param>
/// <param name="Submit">The word on the button: the deed itself, never "OK".</param>
/// <param name="Back">Where "Cancel" leads.</param>
/// <param name="Impact">Who loses access; null when nobody can.</param>
/// <param name="TypeName">The name to type first; null for a change that is easily undone.</param>
/// <param name="Problem">Why the last try failed.</param>
public sealed record ConfirmModel(
    string Title,
    string Text,
    string Action,
    string Submit,
    string Back,
    ImpactView? Impact = null,
    string? TypeName = null,
    Problem? Problem = null)
{
    /// <summary>Something further to choose; null for nothing.</summary>
    public ConfirmOption? Option { get; init; }
}
