namespace Roadstead.Server.Console.Components;

/// <summary>One tab: a page of its own, with its own address. <paramref name="Count"/> null: no number.</summary>
public sealed record TabItem(string Title, string Path, bool Current, long? Count = null);
