namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>An event on its way to one target.</summary>
internal sealed class WebhookDelivery(long id, WebhookPolicyState policy, WebhookTarget target, string eventType, string body, string contentType, DateTimeOffset createdAt)
{
    public long Id => id;

    public WebhookPolicyState Policy => policy;

    public WebhookTarget Target => target;

    public string EventType => eventType;

    public string Body => body;

    public string ContentType => contentType;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Pending, Running, Success or Error.</summary>
    public string Status { get; set; } = "Pending";

    public int Tries { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
