namespace Roadstead.Registries;

/// <summary>How far a scan is.</summary>
public enum ImageScanState
{
    /// <summary>It waits for the scanner.</summary>
    Pending,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended with a report.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Stopped,
}
