namespace Roadstead.Core.Access;

/// <summary>The immutable picture from which every decision is made.</summary>
public sealed class AccessMap
{
    /// <summary>Which publication this is.</summary>
    public long Version { get; init; }

    /// <summary>Builds the map of a snapshot.</summary>
    public static AccessMap Build(AccessSnapshot snapshot) => new() { Version = snapshot.Version };
}
