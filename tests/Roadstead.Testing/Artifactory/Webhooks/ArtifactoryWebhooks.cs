using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Roadstead.Testing.Artifactory.Webhooks;

/// <summary>Tells subscribers what happened, one after the other and with few retries. A test holds deliveries back, turns them round, drops or doubles them.</summary>
public sealed class ArtifactoryWebhooks : IAsyncDisposable
{
    private const int MaxTries = 3;
    private readonly ArtifactoryState state;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<WebhookDelivery> held = [];
    private readonly HttpClient http = TestImages.Client();
    private Task last = Task.CompletedTask;
    private int delivered;
    private int failed;

    internal ArtifactoryWebhooks(ArtifactoryState state)
    {
        this.state = state;
        state.Happened += Take;
    }

    /// <summary>While set, deliveries wait until <see cref="ReleaseAsync"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Which types of events are not sent at all.</summary>
    public Func<string, bool> Drops { get; set; } = _ => false;

    /// <summary>How often each event is sent.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>How many were delivered, retries and copies not counted.</summary>
    public int Delivered => Volatile.Read(ref delivered);

    /// <summary>How many given up.</summary>
    public int Failed => Volatile.Read(ref failed);

    /// <summary>How many wait for <see cref="ReleaseAsync"/>.</summary>
    public int Held
    {
        get
        {
            lock (gate)
            {
                return held.Count;
            }
        }
    }

    /// <summary>Sends what was held back, one after the other, newest first when it is to be turned round.</summary>
    public async Task ReleaseAsync(bool reversed = true)
    {
        List<WebhookDelivery> all;
        lock (gate)
        {
            Holds = false;
            all = [.. held];
            held.Clear();
        }

        if (reversed)
        {
            all.Reverse();
        }

        foreach (var delivery in all)
        {
            await DeliverAsync(delivery);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task running;
        lock (gate)
        {
            running = last;
        }

        await running;
        http.Dispose();
        stopping.Dispose();
    }

    private void Take(ArtifactoryEvent happened)
    {
        foreach (var subscription in state.Subscriptions.Where(subscription => subscription.Wants(happened)))
        {
            var delivery = new WebhookDelivery(subscription, happened.Type, DockerEventPayload.Of(state, subscription, happened));
            lock (gate)
            {
                if (Holds)
                {
                    held.Add(delivery);
                }
                else
                {
                    last = AfterAsync(last, delivery);
                }
            }
        }
    }

    private async Task AfterAsync(Task before, WebhookDelivery delivery)
    {
        await before;
        await DeliverAsync(delivery);
    }

    private async Task DeliverAsync(WebhookDelivery delivery)
    {
        if (Drops(delivery.EventType))
        {
            return;
        }

        try
        {
            var arrived = true;
            for (var copy = 0; copy < Copies; copy++)
            {
                arrived &= await TryAsync(delivery);
            }

            _ = arrived ? Interlocked.Increment(ref delivered) : Interlocked.Increment(ref failed);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Interlocked.Increment(ref failed);
        }
    }

    private async Task<bool> TryAsync(WebhookDelivery delivery)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await SendAsync(delivery))
            {
                return true;
            }

            if (attempt < MaxTries)
            {
                await ServerDelay.OfAsync(state.Settings.WebhookRetryDelay, state.Settings.Time, stopping.Token);
            }
        }

        return false;
    }

    private async Task<bool> SendAsync(WebhookDelivery delivery)
    {
        var subscription = delivery.Subscription;
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url);
        request.Content = new ByteArrayContent(delivery.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.TryAddWithoutValidation("User-Agent", "JFrog Event");
        if (subscription.Secret is { } secret)
        {
            request.Headers.TryAddWithoutValidation("X-JFrog-Event-Auth", subscription.SignsWithSecret ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), delivery.Body)) : secret);
        }

        foreach (var (name, value) in subscription.CustomHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens: the same as a bad answer, and tried again.
            return false;
        }
    }
}
