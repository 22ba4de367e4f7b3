using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Access;

/// <summary>A change that lets an image through, to be said yes to.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What it opens.</param>
/// <param name="Action">Where the answer is posted.</param>
/// <param name="Submit">The word on the button.</param>
/// <param name="Back">The explanation that it came from.</param>
public sealed record MendModel(string Title, string Text, string Action, string Submit, string Back)
{
    /// <summary>What the answer names, so that what is done is what was shown.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>Workspaces to choose one of; empty where there is nothing to choose.</summary>
    public IReadOnlyList<MendOption> Options { get; init; } = [];

    /// <summary>The chosen one.</summary>
    public string? Chosen { get; init; }

    public Problem? Problem { get; init; }
}
