namespace Roadstead.Kubernetes.Objects;

/// <summary>"May I?" as the API server reads it.</summary>
internal sealed record SelfSubjectAccessReview(SelfSubjectAccessReviewSpec Spec, SubjectAccessReviewStatus? Status = null)
{
    public string ApiVersion => "authorization.k8s.io/v1";

    public string Kind => "SelfSubjectAccessReview";
}

internal sealed record SelfSubjectAccessReviewSpec(ResourceAttributes ResourceAttributes);

internal sealed record ResourceAttributes(string? Namespace, string Verb, string Group, string Resource, string? Subresource, string? Name);

internal sealed record SubjectAccessReviewStatus(bool Allowed);
