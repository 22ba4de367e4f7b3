namespace Roadstead.Server.Console.Workspaces;

/// <summary>The tabs of what a workspace may pull, as they stand in its address; none for all.</summary>
internal static class MayPullShow
{
    internal const string Private = "private";
    internal const string Public = "public";
    internal const string Own = "own";

    /// <summary>What somebody has to look after.</summary>
    internal const string Trouble = "trouble";
}
