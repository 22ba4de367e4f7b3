using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>The webhook policies, and the deliveries that events made of them.</summary>
internal sealed class WebhookStore
{
    private readonly HarborState state;
    private readonly List<WebhookPolicyState> policies = [];
    private long lastPolicy;
    private long lastDelivery;

    public WebhookStore(HarborState state)
    {
        this.state = state;
        state.Happened += Hear;
    }

    public IReadOnlyList<WebhookPolicyState> Policies => policies;

    /// <summary>Every delivery, oldest first.</summary>
    public List<WebhookDelivery> Deliveries { get; } = [];

    /// <summary>Takes a delivery over as soon as it is there; the gate is held.</summary>
    public Action<WebhookDelivery>? Send { get; set; }

    public IEnumerable<WebhookPolicyState> Of(long projectId) => policies.Where(policy => policy.ProjectId == projectId);

    public WebhookPolicyState Add(long projectId)
    {
        var policy = new WebhookPolicyState(++lastPolicy, projectId, state.Now);
        policies.Add(policy);
        return policy;
    }

    /// <summary>A failed create burns an id.</summary>
    public void Burn() => ++lastPolicy;

    public void Remove(WebhookPolicyState policy) => policies.Remove(policy);

    private void Hear(HarborEvent happened)
    {
        if (!state.Configuration.NotificationEnable)
        {
            return;
        }

        foreach (var policy in Of(happened.ProjectId).Where(policy => policy.IsEnabled && policy.EventTypes.Contains(happened.Type)).ToList())
        {
            foreach (var target in policy.Targets)
            {
                var payload = WebhookPayloads.Default(state, happened);
                var (body, type) = (target.Type, target.PayloadFormat) switch
                {
                    ("slack", _) => (WebhookPayloads.Slack(happened, payload), "application/json"),
                    (_, "CloudEvents") => (WebhookPayloads.CloudEvent(state, happened, payload, policy).ToJsonString(HarborJson.Options), "application/cloudevents+json"),
                    _ => (payload.ToJsonString(HarborJson.Options), "application/json"),
                };
                var delivery = new WebhookDelivery(++lastDelivery, policy, target, happened.Type, body, type, state.Now);
                Deliveries.Add(delivery);
                Send?.Invoke(delivery);
            }
        }
    }
}
