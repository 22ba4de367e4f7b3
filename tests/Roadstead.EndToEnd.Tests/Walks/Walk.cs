namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>A flow of the console, as one person walks it: run as a test, and by <c>./run guide</c> to take the pictures of its page in <c>docs/guide</c>.</summary>
/// <param name="Name">The name of the page, and the beginning of its pictures' names.</param>
/// <param name="User">Who walks.</param>
/// <param name="Steps">In their order.</param>
internal sealed record Walk(string Name, string User, IReadOnlyList<Step> Steps)
{
    /// <summary>Signing in is a part of the walk.</summary>
    public bool StartsSignedOut { get; init; }

    /// <summary>Statuses that a refusal on the way has: the browser prints each as an error.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>The files of its pictures, in the order of the steps.</summary>
    public IEnumerable<string> Pictures => Steps.Where(step => step.Shows is not null).Select(FileOf);

    public string FileOf(Step step) => $"{Name}-{step.Name}.png";
}
