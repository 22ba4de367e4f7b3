namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>A webhook policy of a project.</summary>
public sealed class WebhookPolicyState(long id, long projectId, DateTimeOffset createdAt)
{
    public long Id => id;

    public long ProjectId => projectId;

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    public bool IsEnabled { get; set; }

    public IReadOnlyList<string> EventTypes { get; set; } = [];

    public IReadOnlyList<WebhookTarget> Targets { get; set; } = [];

    /// <summary>Null after an update, which forgets it.</summary>
    public DateTimeOffset? CreatedAt { get; set; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;
}
