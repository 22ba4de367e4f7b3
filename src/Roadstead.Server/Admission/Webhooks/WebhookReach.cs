using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>
/// Finds out whether the cluster's API server reaches the webhook, before anything depends on it: with <c>Fail</c> and no way to Roadstead no pod could start. While the configuration still says
/// <c>Ignore</c>, the label that kube-system has is set once more, which changes nothing, needs no further right, and is asked about.
/// </summary>
internal sealed class WebhookReach(ClusterConnection connection, WebhookArrivals arrivals, TimeProvider time)
{
    /// <summary>An API server takes over a new configuration after a moment, and waits up to 3 seconds for an address that does not answer.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan FirstPace = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPace = TimeSpan.FromSeconds(1);

    // For the same address it is known.
    private string? reachedAt;

    public void Reached(string address) => reachedAt = address;

    /// <param name="address">Where the configuration leads to.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<bool> LookAsync(string address, CancellationToken cancellationToken)
    {
        if (reachedAt == address) return true;
        var before = arrivals.CountOf(connection.ClusterId);
        var began = time.GetTimestamp();
        for (var pace = FirstPace; ; pace = pace * 2 < LongestPace ? pace * 2 : LongestPace)
        {
            await ExclusionLabels.SetAsync(connection.Client, ExcludedNamespaces.System[0], cancellationToken);
            if (arrivals.CountOf(connection.ClusterId) > before)
            {
                reachedAt = address;
                return true;
            }

            if (time.GetElapsedTime(began) > Within) return false;
            await Task.Delay(pace, time, cancellationToken);
        }
    }
}
