using System.Collections.Immutable;

namespace Roadstead.Core.Access;

/// <summary>A part of a registry that may be seen: the paths within <paramref name="Prefix"/> that are not within one of <paramref name="Excluded"/>. The parts of one <see cref="VisibleSet"/> do not overlap.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Space">The space; null where spaces play no part.</param>
/// <param name="Prefix">Whole path segments; empty for all of the registry. It holds the path that is equal to it and those that go on with '/'.</param>
/// <param name="Excluded">Prefixes of spaces nested in this one, or in one that it includes, in ordinal order: each is a part of its own, or not visible.</param>
public sealed record VisiblePrefix(RegistryFact Registry, SpaceFact? Space, string Prefix, ImmutableArray<string> Excluded);
