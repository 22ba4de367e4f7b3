using System.Globalization;
using System.Text;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>One run of the script: keeps what must be stored, and compares it with the server after each kill.</summary>
internal sealed class KillRun(RoadsteadProcess server, ChangeScript script, Random random)
{
    // Of so many kills one is inside a change at least.
    private const int OneInside = 4;

    private static readonly TimeSpan Unknown = TimeSpan.FromMilliseconds(50);
    private readonly StateReader reader = new(server.Admin);
    private readonly StoreFile store = new(server.Database);
    private readonly List<Kill> kills = [];
    private readonly Dictionary<string, List<TimeSpan>> durations = [];
    private readonly Dictionary<string, int> requests = [];
    private Facts facts = new();
    private List<string> audit = [];

    public IReadOnlyList<Kill> Kills => kills;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        facts = await reader.ReadAsync(cancellationToken);
        audit = [.. await reader.ReadAuditAsync(cancellationToken)];
        script.Ids = reader.Ids;
    }

    /// <summary>Makes one change; a kill may strike it, and then it is whole or not there at all.</summary>
    public async Task ChangeAsync(bool kill, CancellationToken cancellationToken)
    {
        var isAimed = kill && IsBehind;
        var change = script.Next(facts, asksRegistry: isAimed);
        var entered = change.Upstream?.Entered ?? 0;
        if (kill)
        {
            await KillAsync(change, isAimed, cancellationToken);
            return;
        }

        var answer = await server.Admin.SendAsync(change.Method, change.Path, change.Body, cancellationToken);
        Assert.True(answer.IsOk, $"{change.Method} {change.Path}: {(int)answer.Status} {answer.Text}");
        (durations.TryGetValue(change.Kind, out var known) ? known : durations[change.Kind] = []).Add(answer.Took);
        requests[change.Kind] = (change.Upstream?.Entered ?? 0) - entered;
        Apply(change);
        if (change.Kind is "space.create" or "registry.integrate" or "token.create")
        {
            await reader.ReadNamedAsync(cancellationToken);
            script.Ids = reader.Ids;
        }
    }

    /// <summary>Compares once more, and hands out every namespace's pull identity.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await CompareAsync(null, acknowledged: true, cancellationToken);
        foreach (var ns in facts.Of("namespace"))
        {
            var config = await server.Admin.ReadAsync($"/api/v1/namespaces/{ns[0]}/{ns[1]}/docker-config", cancellationToken);
            Assert.NotNull(config["auths"]![server.GatewayHost]);
        }
    }

    public string Report()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{kills.Count} kills: {kills.Count(kill => kill.InTransaction)} inside a transaction, {kills.Count(kill => kill.InRemoteCall)} inside a remote call, {kills.Count(kill => kill.IsInside)} inside either.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Not acknowledged: {kills.Count(kill => !kill.Acknowledged)}, of which {kills.Count(kill => kill is { Acknowledged: false, Applied: true })} were committed all the same; acknowledged before: {kills.Count(kill => kill.Acknowledged)}, all there.");
        var restarts = kills.Select(kill => kill.Restart.TotalMilliseconds).Order().ToList();
        text.AppendLine(CultureInfo.InvariantCulture, $"Ready again after {restarts[restarts.Count / 2]:0} ms (median), {restarts[^1]:0} ms at most.");
        foreach (var group in kills.GroupBy(kill => kill.Moment).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {group.Key}: {group.Count()}, inside a transaction {group.Count(kill => kill.InTransaction)}, inside a remote call {group.Count(kill => kill.InRemoteCall)}");
        }

        foreach (var (kind, took) in durations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind}: {took.Count} undisturbed, median {Typical(kind).TotalMilliseconds:0.0} ms");
        }

        return text.ToString();
    }

    private async Task KillAsync(Change change, bool isAimed, CancellationToken cancellationToken)
    {
        var typicalRequests = requests.GetValueOrDefault(change.Kind, 3);
        var moment = isAimed ? KillMoment.AtARequest(random, change.Upstream!, typicalRequests) : KillMoment.Draw(random, change, store, Typical(change.Kind), typicalRequests);
        var answering = server.Admin.SendAsync(change.Method, change.Path, change.Body, cancellationToken);
        await moment.ReachAsync(answering);

        // It stands still, so what is seen now is what it holds when it dies.
        server.Freeze();
        var inRemoteCall = change.Upstream is { InFlight: > 0 };
        await server.StandsStillAsync(cancellationToken);
        var inTransaction = store.IsInTransaction();
        await server.KillAsync();
        var acknowledged = await IsAcknowledgedAsync(answering);

        var restart = await server.StartAgainAsync(cancellationToken);
        var applied = await CompareAsync(change, acknowledged, cancellationToken);
        kills.Add(new Kill(change.Kind, moment.ToString(), inTransaction, inRemoteCall, acknowledged, applied, restart));
        script.Ids = reader.Ids;
    }

    private static async Task<bool> IsAcknowledgedAsync(Task<ApiAnswer> answering)
    {
        try
        {
            var answer = await answering;
            Assert.True(answer.IsOk, answer.Text);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // What was acknowledged is there, whole; what was not is there whole, with its audit, or not at all.
    private async Task<bool> CompareAsync(Change? change, bool acknowledged, CancellationToken cancellationToken)
    {
        store.AssertWhole();
        var stored = (await reader.ReadAsync(cancellationToken)).Text;
        var rows = string.Join('\n', await reader.ReadAuditAsync(cancellationToken));
        if (!acknowledged && (stored, rows) == (facts.Text, AuditText()))
        {
            return false;
        }

        if (change is not null)
        {
            Apply(change);
        }

        var what = change is null ? "At the end" : $"{change.Kind} {change.Path}, acknowledged: {acknowledged}";
        Assert.True(stored == facts.Text, $"{what}: the state differs.\n{Facts.Difference(facts.Text, stored)}");
        Assert.True(rows == AuditText(), $"{what}: the audit differs.\n{Facts.Difference(AuditText(), rows)}");
        return true;
    }

    private void Apply(Change change)
    {
        facts = facts.With(change.Gone, change.Come);
        audit.AddRange(change.Audit);
    }

    // Chance alone may meet the server outside of its changes too often, the more so the faster the machine is.
    private bool IsBehind => kills.Count(kill => kill.IsInside) * OneInside < kills.Count;

    private string AuditText() => string.Join('\n', audit.Order(StringComparer.Ordinal));

    private TimeSpan Typical(string kind) => durations.TryGetValue(kind, out var known) ? known.Order().ElementAt(known.Count / 2) : Unknown;
}
