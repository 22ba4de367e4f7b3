using Roadstead.Core.Errors;

namespace Roadstead.Server.Spaces;

/// <summary>The spaces of a change of many that were left as they are.</summary>
/// <param name="Problems">Why, by the space's id.</param>
internal sealed record RefusedSpaces(IReadOnlyDictionary<Guid, Problem> Problems);
