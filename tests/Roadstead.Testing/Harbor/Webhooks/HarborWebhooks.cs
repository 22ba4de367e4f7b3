using System.Net.Http.Headers;
using System.Text;

namespace Roadstead.Testing.Harbor.Webhooks;

/// <summary>
/// Sends webhooks, each on a way of its own: order is not kept in the real one either, where a test can only hope for it. Here a test holds deliveries back,
/// turns them round, drops or doubles them.
/// </summary>
public sealed class HarborWebhooks : IAsyncDisposable
{
    private const int MaxTries = 4;
    private readonly HarborState state;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly List<WebhookDelivery> held = [];
    private readonly List<Task> running = [];
    private Task last = Task.CompletedTask;
    private HttpClient? http;

    internal HarborWebhooks(HarborState state)
    {
        this.state = state;
        state.Webhooks.Send = Take;
    }

    /// <summary>While set, deliveries wait until <see cref="ReleaseAsync"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Each event of these types is not sent at all.</summary>
    public Func<string, bool> Drops { get; set; } = _ => false;

    /// <summary>How often each event is sent.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>How many were delivered, retries and copies not counted.</summary>
    public int Delivered
    {
        get
        {
            lock (state.Gate)
            {
                return state.Webhooks.Deliveries.Count(delivery => delivery.Status == "Success");
            }
        }
    }

    /// <summary>How many given up.</summary>
    public int Failed
    {
        get
        {
            lock (state.Gate)
            {
                return state.Webhooks.Deliveries.Count(delivery => delivery.Status == "Error");
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
        Task[] all;
        lock (gate)
        {
            all = [.. running];
        }

        await Task.WhenAll(all);
        http?.Dispose();
        stopping.Dispose();
    }

    private void Take(WebhookDelivery delivery)
    {
        lock (gate)
        {
            if (Holds)
            {
                held.Add(delivery);
                return;
            }

            running.RemoveAll(task => task.IsCompleted);
            last = After(last, delivery);
            running.Add(last);
        }
    }

    private async Task After(Task before, WebhookDelivery delivery)
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

        // Nobody can take the job, and Harbor asks no second time.
        if (state.Components.IsDown("jobservice"))
        {
            Set(delivery, "Error");
            return;
        }

        try
        {
            for (var copy = 0; copy < Copies; copy++)
            {
                await TryAsync(delivery);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Set(delivery, "Stopped");
        }
    }

    // What is not answered by 2xx is tried again, three times.
    private async Task TryAsync(WebhookDelivery delivery)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            delivery.Tries = attempt;
            Set(delivery, "Running");
            if (await SendAsync(delivery))
            {
                Set(delivery, "Success");
                return;
            }

            if (attempt < MaxTries)
            {
                await ServerDelay.OfAsync(state.Settings.WebhookRetryDelay, state.Settings.Time, stopping.Token);
            }
        }

        Set(delivery, "Error");
    }

    private async Task<bool> SendAsync(WebhookDelivery delivery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Target.Address);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body)) { Headers = { ContentType = new MediaTypeHeaderValue(delivery.ContentType) } };
        request.Headers.TryAddWithoutValidation("User-Agent", "Go-http-client/1.1");
        if (delivery.Target.AuthHeader.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", delivery.Target.AuthHeader);
        }

        try
        {
            using var answer = await Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens: the same as a bad answer, and tried again.
            return false;
        }
    }

    private HttpClient Client()
    {
        lock (gate)
        {
            return http ??= TestImages.Client();
        }
    }

    private void Set(WebhookDelivery delivery, string status)
    {
        lock (state.Gate)
        {
            delivery.Status = status;
            delivery.EndedAt = status is "Success" or "Error" ? state.Now : null;
        }
    }
}
