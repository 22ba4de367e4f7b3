namespace Roadstead.Server.Console.Components;

/// <summary>One bar.</summary>
/// <param name="Title">What it stands for, on hover.</param>
/// <param name="Parts">Its parts, from the ground up.</param>
public sealed record Bar(string Title, IReadOnlyList<long> Parts);
