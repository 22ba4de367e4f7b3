namespace Roadstead.Server.Images.Search;

/// <summary>A repository of a page.</summary>
internal sealed record ImageRow(ImageHit Hit, Guid RegistryId, int TagCount);
