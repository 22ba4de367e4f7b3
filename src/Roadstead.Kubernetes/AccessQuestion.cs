namespace Roadstead.Kubernetes;

/// <summary>"May I?", asked of the API server about one's own rights.</summary>
/// <param name="Verb">Such as <c>get</c>, <c>list</c>, <c>patch</c>.</param>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Plural name, such as <c>secrets</c>.</param>
/// <param name="Namespace">In this namespace; null for all.</param>
/// <param name="Name">This object; null for all.</param>
/// <param name="Subresource">Such as <c>ephemeralcontainers</c>; null for the object itself.</param>
public sealed record AccessQuestion(string Verb, string Group, string Resource, string? Namespace = null, string? Name = null, string? Subresource = null);
