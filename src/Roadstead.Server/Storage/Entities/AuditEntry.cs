namespace Roadstead.Server.Storage.Entities;

public sealed class AuditEntry
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public required string Object { get; set; }

    public required string Outcome { get; set; }

    /// <summary>JSON without secrets; null when the change made the object.</summary>
    public string? Before { get; set; }

    /// <summary>JSON without secrets; null when the change removed the object.</summary>
    public string? After { get; set; }

    public string? Source { get; set; }
}
