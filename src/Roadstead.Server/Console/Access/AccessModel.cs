using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images;

namespace Roadstead.Server.Console.Access;

/// <summary>May this namespace use this image, and why.</summary>
/// <param name="Choice">The namespace.</param>
/// <param name="Image">What was asked for; null before anything was.</param>
/// <param name="Answer">The answer; null before anything was asked, or when it could not be.</param>
/// <param name="Problem">What is wrong with the question; names the fields <c>in</c> and <c>image</c>.</param>
public sealed record AccessModel(NamespaceChoice Choice, string? Image, AccessView? Answer = null, Problem? Problem = null)
{
    /// <summary>The page's whole address, to send to somebody.</summary>
    public string? Link { get; init; }

    /// <summary>What to send to whoever may mend it: what is meant, what was found, and the way to it.</summary>
    public string Question(string? remedy) => string.Join('\n', new[] { $"{Choice.Value}: {Image}", Answer?.Message, remedy, Link }.Where(line => line is not null));
}
