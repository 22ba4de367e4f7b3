namespace Roadstead.Core.Contracts.Registries;

/// <summary>What the index is doing. On the wire: kebab-case.</summary>
public enum IndexState
{
    /// <summary>Waits for its first crawl.</summary>
    Pending,

    /// <summary>A crawl runs.</summary>
    Running,

    /// <summary>The last crawl came to its end.</summary>
    Ready,

    /// <summary>The last crawl failed; what earlier ones found is kept.</summary>
    Failing,
}
