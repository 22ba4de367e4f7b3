using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Overview.Bindings;

/// <summary>A binding that is not in force yet, or still is although it was taken away.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="Registry">Its registry's name.</param>
/// <param name="Space">Its name.</param>
/// <param name="Binding">The workspace, and how far the binding is.</param>
public sealed record UnreadyBinding(Guid SpaceId, string Registry, string Space, BindingView Binding);
