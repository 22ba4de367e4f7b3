using Roadstead.Core.Contracts.Access;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images;

namespace Roadstead.Server.Console.Access;

/// <summary>May this namespace use this image, and why.</summary>
/// <param name="Choice">The namespace.</param>
/// <param name="Image">What was asked for; null before anything was.</param>
/// <param name="Answer">The answer; null before anything was asked, or when it could not be.</param>
/// <param name="Problem">What is wrong with the question; names the fields <c>in</c> and <c>image</c>.</param>
public sealed record AccessModel(NamespaceChoice Choice, string? Image, AccessView? Answer = null, Problem? Problem = null);
