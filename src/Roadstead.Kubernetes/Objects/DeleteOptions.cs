namespace Roadstead.Kubernetes.Objects;

/// <summary>How to delete.</summary>
internal sealed record DeleteOptions(DeletePreconditions? Preconditions)
{
    public string ApiVersion => "v1";

    public string Kind => "DeleteOptions";

    /// <summary>Parts go after their owner, whatever the type's own default is.</summary>
    public string PropagationPolicy => "Background";
}
