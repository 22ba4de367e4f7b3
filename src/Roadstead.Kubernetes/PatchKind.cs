namespace Roadstead.Kubernetes;

/// <summary>How a patch is read.</summary>
public enum PatchKind
{
    /// <summary>JSON merge patch (RFC 7386): objects are merged, lists replaced, null removes.</summary>
    Merge,

    /// <summary>Strategic merge patch: lists are merged by their key, such as <c>name</c>. Built-in types only.</summary>
    StrategicMerge,

    /// <summary>JSON patch (RFC 6902): a list of operations.</summary>
    Json,
}
