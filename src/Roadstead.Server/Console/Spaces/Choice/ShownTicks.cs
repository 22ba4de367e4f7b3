namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>What becomes of the ticks of the workspaces that are shown.</summary>
internal enum ShownTicks
{
    /// <summary>They stay.</summary>
    AsTicked,

    /// <summary>All are set.</summary>
    All,

    /// <summary>All are taken away.</summary>
    None,
}
