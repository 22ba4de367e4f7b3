namespace Roadstead.Server.Registries.Leaving;

/// <summary>How the leaving of a registry ended.</summary>
internal enum RegistryLeaveEnd
{
    /// <summary>Nothing of ours is there any more.</summary>
    Done,

    /// <summary>It could not be cleaned for too long; what is there stays.</summary>
    GivenUp,

    /// <summary>An admin forgot it; what is there stays.</summary>
    Forgotten,
}
