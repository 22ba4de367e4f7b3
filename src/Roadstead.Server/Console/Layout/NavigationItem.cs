using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Layout;

/// <summary>One link of the navigation; the title is a text key.</summary>
public sealed record NavigationItem(string Title, string Path, IconName Icon, bool Current);
