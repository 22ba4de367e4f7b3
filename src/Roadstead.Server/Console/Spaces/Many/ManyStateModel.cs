using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces.Many;

/// <summary>How far many spaces are with one workspace, after they were bound or unbound.</summary>
/// <param name="Deed">What was done.</param>
/// <param name="Workspace">The workspace.</param>
/// <param name="Spaces">The spaces, by registry and name.</param>
public sealed record ManyStateModel(ManyDeed Deed, string Workspace, IReadOnlyList<SpaceView> Spaces)
{
    /// <summary>What was not done, and why.</summary>
    public IReadOnlyDictionary<Guid, Problem> Refused { get; init; } = new Dictionary<Guid, Problem>();

    public string Path => $"{(Deed == ManyDeed.Bind ? ConsolePaths.BindSpaces : ConsolePaths.UnbindSpaces)}/state?workspace={Uri.EscapeDataString(Workspace)}{string.Concat(Spaces.Select(space => $"&space={space.Id}"))}";

    /// <summary>When htmx asks again; null once all is in force.</summary>
    public string? Trigger =>
        Bindings.Any(binding => binding.State is DeliveryState.Pending or DeliveryState.Removing) ? "every 2s"
        : Bindings.Any(binding => binding.State is DeliveryState.Failing) ? "every 10s"
        : null;

    /// <summary>The bindings to the workspace, also those that are being taken away.</summary>
    internal IReadOnlyList<BindingView> Bindings => [.. Spaces.Select(Of).OfType<BindingView>()];

    internal BindingView? Of(SpaceView space) => space.Workspaces.FirstOrDefault(binding => binding.Name == Workspace);
}
