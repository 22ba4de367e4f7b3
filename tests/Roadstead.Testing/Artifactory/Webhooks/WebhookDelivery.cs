namespace Roadstead.Testing.Artifactory.Webhooks;

/// <summary>One event on its way to one subscriber.</summary>
/// <param name="Subscription">Whom it is for, as he was when it happened.</param>
/// <param name="EventType">As in pushed.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookDelivery(ArtifactorySubscription Subscription, string EventType, byte[] Body);
