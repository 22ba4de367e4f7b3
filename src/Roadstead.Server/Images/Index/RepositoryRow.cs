namespace Roadstead.Server.Images.Index;

/// <summary>A repository of the index.</summary>
/// <param name="Id">Its id in the index.</param>
/// <param name="Path">Its path within the registry.</param>
internal readonly record struct RepositoryRow(long Id, string Path);
