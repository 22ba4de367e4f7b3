namespace Roadstead.Server.Console.Layout;

/// <summary>Links under one heading; the title is a text key.</summary>
public sealed record NavigationGroup(string Id, string Title, IReadOnlyList<NavigationItem> Items);
