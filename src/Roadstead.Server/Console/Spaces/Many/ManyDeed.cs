namespace Roadstead.Server.Console.Spaces.Many;

/// <summary>What is done with many spaces at once.</summary>
public enum ManyDeed
{
    /// <summary>They are bound to a workspace.</summary>
    Bind,

    /// <summary>They are unbound from it.</summary>
    Unbind,
}
