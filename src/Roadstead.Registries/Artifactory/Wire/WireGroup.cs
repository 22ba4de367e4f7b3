namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>A group. What is more than reading comes to its members by the privileges.</summary>
internal sealed record WireGroup
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public bool? AutoJoin { get; init; }

    public bool? AdminPrivileges { get; init; }

    public bool? WatchManager { get; init; }

    public bool? PolicyManager { get; init; }

    public bool? ReportsManager { get; init; }

    public IReadOnlyList<string>? UserNames { get; init; }

    /// <summary>True when it is more than a name that rights are given to.</summary>
    public bool IsWidened => AutoJoin == true || AdminPrivileges == true || WatchManager == true || PolicyManager == true || ReportsManager == true || UserNames is { Count: > 0 };
}
