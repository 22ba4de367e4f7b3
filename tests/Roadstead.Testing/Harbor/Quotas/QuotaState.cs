namespace Roadstead.Testing.Harbor.Quotas;

/// <summary>A project's limit. Its id is not the project's.</summary>
public sealed class QuotaState(long id, long hardBytes, DateTimeOffset createdAt)
{
    public long Id => id;

    /// <summary>Bytes; -1 for no limit.</summary>
    public long HardBytes { get; set; } = hardBytes;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;
}
