namespace Roadstead.Server.Storage.Entities;

/// <summary>How often a door gave the same answer within a minute.</summary>
public sealed class AccessCount
{
    public required string Cluster { get; set; }

    public required string Namespace { get; set; }

    public required string Image { get; set; }

    public required string Reason { get; set; }

    /// <summary>The minute that began then.</summary>
    public DateTimeOffset Minute { get; set; }

    public long Count { get; set; }
}
