namespace Roadstead.Server.Storage.Entities;

/// <summary>Whether a space is there, at a registry that has spaces of its own.</summary>
public enum SpacePresence
{
    /// <summary>Made here, and not yet there. Nobody may pull from it: what is there under its name is not known to be it.</summary>
    Wanted,

    /// <summary>There.</summary>
    Present,

    /// <summary>It was there and is no longer. Nobody may pull from it; its bindings wait for the same space to come back, or for an admin.</summary>
    Gone,
}
