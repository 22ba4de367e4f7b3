namespace Roadstead.Server.Images.Index;

/// <summary>A repository of the index.</summary>
/// <param name="Id">Its id in the index.</param>
/// <param name="Path">Its path within the registry.</param>
/// <param name="ToldAt">When it changed last as the registry told, in UTC ticks; 0 where it does not tell.</param>
internal readonly record struct RepositoryRow(long Id, string Path, long ToldAt = 0);
