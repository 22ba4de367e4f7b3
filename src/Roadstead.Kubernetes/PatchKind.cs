namespace Roadstead.Kubernetes;

/// <summary>How a patch is read.</summary>
public enum PatchKind
{
    /// <summary>JSON merge patch (RFC 7386): objects are merged, lists replaced, null removes.</summary>
    Merge,

    /// <summary>Strategic merge patch: lists that have a merge key are merged by it, others replaced. Built-in types only. The pull secrets of a service account have none.</summary>
    StrategicMerge,

    /// <summary>JSON patch (RFC 6902): a list of operations.</summary>
    Json,
}
