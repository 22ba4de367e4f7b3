namespace Roadstead.EndToEnd.Tests.Storms;

/// <summary>One pod that was asked for.</summary>
/// <param name="IsForbidden">Its image is private, and its namespace's workspace is not bound.</param>
/// <param name="Began">When it was asked for, since the storm began.</param>
/// <param name="Ended">When it was answered.</param>
/// <param name="Answer">What it was answered.</param>
/// <param name="Text">The words of a refusal.</param>
internal sealed record Attempt(bool IsForbidden, TimeSpan Began, TimeSpan Ended, StormAnswer Answer, string Text);
