namespace Roadstead.Server.Images;

/// <summary>What reading a repository again has shown.</summary>
public enum RepositoryChange
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>Tags or artifacts went, or tags name other artifacts that were known.</summary>
    Changed,

    /// <summary>A tag names an artifact that was not known: somebody pushed.</summary>
    Grown,
}
