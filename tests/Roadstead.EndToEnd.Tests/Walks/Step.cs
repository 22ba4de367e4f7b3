using Roadstead.EndToEnd.Tests.Walks.People;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>One step of a walk: does something by what a person sees, and asserts what they should see then.</summary>
/// <param name="Name">Small letters and hyphens; its own within the walk.</param>
/// <param name="DoAsync">What is done and seen.</param>
internal sealed record Step(string Name, Func<Walker, Task> DoAsync)
{
    /// <summary>What the screen holds.</summary>
    public const string Screen = "";

    /// <summary>What the guide shows after this step: <see cref="Screen"/>, or the element that this CSS selector names. Null: nothing.</summary>
    public string? Shows { get; init; }
}
