using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>A workspace to tick.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Namespaces">How many namespaces get or lose the right with it.</param>
/// <param name="IsChosen">Whether it is ticked.</param>
/// <param name="Binding">How far its binding is; null where it has none.</param>
public sealed record WorkspaceOption(string Name, string DisplayName, int Namespaces, bool IsChosen, BindingView? Binding);
