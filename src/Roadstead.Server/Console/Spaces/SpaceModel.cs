using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Console.Spaces.Progress;

namespace Roadstead.Server.Console.Spaces;

/// <summary>A space at a glance: who can use it, how it is pulled, and what is inside.</summary>
/// <param name="States">The space, and how far its bindings are.</param>
/// <param name="Registry">Its registry.</param>
public sealed record SpaceModel(BindingStatesModel States, RegistryView Registry)
{
    public SpaceView Space => States.Space;

    /// <summary>The images that were pushed last.</summary>
    public IReadOnlyList<ImageView> Images { get; init; } = [];

    /// <summary>How a person signs in and pulls; null before the registry is known to the access map.</summary>
    public PullCommandsModel? Commands { get; init; }
}
