namespace Roadstead.Kubernetes;

/// <summary>What the API server says of itself.</summary>
/// <param name="GitVersion">Such as <c>v1.20.2</c>.</param>
/// <param name="Major">Major number as text; some vendors append signs.</param>
/// <param name="Minor">Minor number as text; some vendors append signs, such as <c>20+</c>.</param>
public sealed record KubernetesVersion(string GitVersion, string Major = "", string Minor = "");
