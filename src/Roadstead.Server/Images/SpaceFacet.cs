using Roadstead.Core.Contracts.Spaces;

namespace Roadstead.Server.Images;

/// <summary>A space that an asker may pull from.</summary>
public sealed record SpaceFacet(Guid Id, string Name, string Registry, Visibility Visibility);
