namespace Roadstead.Kubernetes;

/// <summary>What must be true of an object for it to be deleted; otherwise <see cref="KubernetesErrorCode.Conflict"/>.</summary>
/// <param name="Uid">Its uid: it is this very object and not a later one of the same name. Null for any.</param>
/// <param name="ResourceVersion">Its version: nobody has changed it since. Null for any.</param>
public sealed record DeletePreconditions(string? Uid = null, string? ResourceVersion = null);
