using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Plays one set of recordings against the fake: every exchange, in order, each compared with what a real Harbor answered.</summary>
internal sealed class Replay(ReplayStage stage, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // What the recorder asked again until Harbor had done in the background what it was told.
    private static readonly HashSet<string> Awaited =
    [
        "lock.during.right", "artifact.scan.done", "artifact.scan.clean", "artifact.scan.error", "vulnerabilities.error", "artifact.scan.list", "artifact.scan.index", "webhook.jobs", "webhook.jobs.failed",
        "webhook.executions", "webhook.tasks", "webhook.task.log", "retention.executions", "retention.tasks", "retention.task.log", "retention.executions.done", "artifact.list.retained",
        "replication.execution", "replication.executions", "gc.list", "gc.get", "gc.log", "audit.list", "audit.robot", "auditext.list", "auditext.project", "down.jobservice.health", "down.registry.health", "up.health",
    ];

    private readonly ExchangeComparison comparison = new(stage.Names);
    private Task<Answer>? running;

    /// <summary>All differences by exchange, one line each: the place, what was recorded and what came.</summary>
    public async Task<IReadOnlyList<(string Exchange, string Difference)>> PlayAsync()
    {
        var steps = new UnrecordedSteps(stage, cancellationToken);
        var failures = new List<(string Exchange, string Difference)>();
        foreach (var exchange in InOrder(RecordedExchange.Of(stage.Set)))
        {
            try
            {
                await steps.BeforeAsync(exchange.Name);
            }
            catch (InvalidOperationException e)
            {
                failures.Add((exchange.Id, $"before it: {e.Message}"));
            }

            var differences = exchange.IsWebhook ? await AwaitWebhookAsync(exchange) : await SendAsync(exchange);
            failures.AddRange(differences.Select(difference => (exchange.Id, $"{exchange.Method} {exchange.Target}: {difference}")));
        }

        return failures;
    }

    // down.* and up.* were recorded apart from the others, when these were over.
    private static IEnumerable<RecordedExchange> InOrder(IReadOnlyList<RecordedExchange> exchanges) =>
        exchanges.OrderBy(exchange => exchange.Name.StartsWith("down.", StringComparison.Ordinal) || exchange.Name.StartsWith("up.", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> SendAsync(RecordedExchange exchange)
    {
        // The wrong password is still waiting for its answer while the right one is tried.
        if (exchange.Name == "lock.during.right")
        {
            running = stage.Client.SendAsync(stage.Recorded("lock.during.first"), cancellationToken);
        }

        IReadOnlyList<string> differences = [];
        var started = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            if (exchange.Name == "lock.during.right" && running!.IsCompleted)
            {
                running = stage.Client.SendAsync(stage.Recorded("lock.during.first"), cancellationToken);
            }

            var answer = exchange.Name == "lock.during.first" ? await running! : await stage.Client.SendAsync(exchange, cancellationToken);
            var before = stage.Correspondence.Fork();
            differences = comparison.Differences(exchange, answer, stage.Correspondence, ReplayStage.WrongPasswordDelay);
            if (differences.Count == 0 || !Awaited.Contains(exchange.Name))
            {
                break;
            }

            stage.Correspondence.Restore(before);
        }
        while (TimeProvider.System.GetElapsedTime(started) < Patience && await pace.WaitForNextTickAsync(cancellationToken));

        return differences;
    }

    // Webhooks come in any order: the recorded one is one of those that came, or comes.
    private async Task<IReadOnlyList<string>> AwaitWebhookAsync(RecordedExchange exchange)
    {
        IReadOnlyList<string> closest = [$"no webhook came to {exchange.Target}"];
        try
        {
            await Eventually.TrueAsync(Arrived, exchange.Id, cancellationToken, Patience);
            return [];
        }
        catch (TimeoutException)
        {
            return closest;
        }

        bool Arrived()
        {
            closest = [$"no webhook came to {exchange.Target}; untaken: {string.Join(", ", stage.Listener.Untaken.Select(webhook => webhook.Path))}"];
            foreach (var webhook in stage.Listener.Untaken)
            {
                var before = stage.Correspondence.Fork();
                var differences = comparison.Differences(exchange, webhook.Path, webhook.Came, stage.Correspondence);
                if (differences.Count == 0)
                {
                    stage.Listener.Take(webhook);
                    return true;
                }

                stage.Correspondence.Restore(before);
                closest = webhook.Path == exchange.Target && (closest.Count > differences.Count || closest[0].StartsWith("no webhook", StringComparison.Ordinal)) ? differences : closest;
            }

            return false;
        }
    }
}
