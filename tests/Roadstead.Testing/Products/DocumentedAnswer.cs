namespace Roadstead.Testing.Products;

/// <summary>What a product answers to <c>GET</c> of a path, or of everything that has no answer of its own. <c>{host}</c> stands for the host that was asked.</summary>
/// <param name="Path">The path with its query; null for everything else.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">Headers, each <c>Name: value</c>.</param>
public sealed record DocumentedAnswer(string? Path, int Status, string Body = "", params string[] Headers);
