namespace Roadstead.Server.Console.Leaving;

/// <summary>What is being left.</summary>
public enum LeavingKind
{
    Registries,
    Clusters,
}
