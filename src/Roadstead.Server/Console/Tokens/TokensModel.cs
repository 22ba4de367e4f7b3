using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Tokens;

/// <summary>A person's own API tokens, and the form that makes one.</summary>
public sealed record TokensModel(ListUrl Url, IReadOnlyList<TokenView> Items, string? NextCursor, long? Total)
{
    /// <summary>The text of the token that was just made: shown this once.</summary>
    public ShownToken? Secret { get; init; }

    public string? Name { get; init; }

    public string Days { get; init; } = "30";

    /// <summary>The page to go back to once it is made; null: this one.</summary>
    public string? Back { get; init; }

    public Problem? Problem { get; init; }
}
