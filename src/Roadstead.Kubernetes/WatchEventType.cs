namespace Roadstead.Kubernetes;

/// <summary>What a watch tells.</summary>
public enum WatchEventType
{
    /// <summary>An object came into the scope.</summary>
    Added,

    /// <summary>An object changed.</summary>
    Modified,

    /// <summary>An object left the scope, most often because it was deleted.</summary>
    Deleted,

    /// <summary>Nothing happened up to a version: a watch may go on from there.</summary>
    Bookmark,
}
