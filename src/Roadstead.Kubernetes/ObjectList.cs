namespace Roadstead.Kubernetes;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The objects.</param>
/// <param name="ResourceVersion">Where a watch of the whole list begins. Opaque: compare for equality only.</param>
/// <param name="Continue">Asks for the next page; null on the last one.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue);
