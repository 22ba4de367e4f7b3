namespace Roadstead.Server.Console.Components;

/// <summary>One choice of a filter; the value is what stands in the address, null for all.</summary>
public sealed record FilterOption(string? Value, string Title);
