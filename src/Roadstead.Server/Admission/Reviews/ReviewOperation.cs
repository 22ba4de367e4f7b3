namespace Roadstead.Server.Admission.Reviews;

/// <summary>What the API server is asked to do with the object.</summary>
internal enum ReviewOperation
{
    /// <summary>DELETE, CONNECT, or what a later Kubernetes adds: nothing that brings an image.</summary>
    Other,
    Create,
    Update,
}
