using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;

namespace Roadstead.Server.Admission.Certificates;

/// <summary>
/// The certificate authorities of the webhooks: one, and at the change to the next one two. The order keeps every call working:
/// the configurations of all clusters name the new one beside the old; when they have for a while, it signs; later the old one is left out.
/// Safe for any number of threads.
/// </summary>
internal sealed partial class Authorities(IAuthorityStore store, IClusterSource clusters, AdmissionOptions options, TimeProvider time, ILogger<Authorities> logger) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Trusted> trusted = new(StringComparer.Ordinal);
    private IReadOnlyList<Authority> all = [];
    private Authority? signing;
    private DateTimeOffset signsSince;
    private TaskCompletionSource changed = NewSignal();

    /// <summary>The certificates that configurations name, PEM, oldest first.</summary>
    public string Bundle { get; private set; } = "";

    /// <summary>The one that signs.</summary>
    public Authority Signing => signing ?? throw new InvalidOperationException("The authority is read when the host starts.");

    /// <summary>Ends at the next change of <see cref="Bundle"/>. Take it before reading the bundle.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    /// <summary>Says which bundle the API server of a cluster was seen to hold.</summary>
    public void Trusts(string cluster, string bundle)
    {
        lock (gate)
        {
            if (!trusted.TryGetValue(cluster, out var known) || known.Bundle != bundle) trusted[cluster] = new Trusted(bundle, time.GetUtcNow());
        }
    }

    /// <summary>Makes the next authority now, when there is none yet.</summary>
    public void Rotate()
    {
        lock (gate)
        {
            if (all.Count == 1) Add();
        }
    }

    /// <summary>Does what is due: makes the first and the next authority, lets it sign, leaves the old one out. Cheap when nothing is.</summary>
    public void Advance()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (all.Count == 0 && store.Read() is { } pem) Use(Authority.ReadAll(pem));
            if (all.Any(authority => authority.EndsAt <= now)) Keep([.. all.Where(authority => authority.EndsAt > now)]);
            if (all.Count == 0 || (all.Count == 1 && all[0].EndsAt - now < options.AuthorityLife / 10)) Add();

            // The clusters that cannot be reached hold up the change until the old one is about to end.
            if (signing is null || !all.Contains(signing)) Sign(all[0], now);
            if (signing != all[^1] && (AllTrust(all[^1], now) || all[0].EndsAt - now < options.AuthorityLife / 100)) Sign(all[^1], now);
            if (all.Count > 1 && signing == all[^1] && now - signsSince >= options.AuthorityStays) Keep([all[^1]]);
        }
    }

    public void Dispose()
    {
        foreach (var authority in all) authority.Dispose();
    }

    private void Add()
    {
        Keep([.. all, Authority.Create(time.GetUtcNow(), options.AuthorityLife)]);
        Log.Added(logger, all[^1].EndsAt);
    }

    private void Keep(IReadOnlyList<Authority> kept)
    {
        store.Write(string.Concat(kept.Select(authority => authority.ToPem())));
        Use(kept);
    }

    private void Use(IReadOnlyList<Authority> kept)
    {
        all = kept;
        Bundle = string.Concat(kept.Select(authority => authority.CertificatePem()));
        Interlocked.Exchange(ref changed, NewSignal()).SetResult();
    }

    private void Sign(Authority authority, DateTimeOffset now)
    {
        (signing, signsSince) = (authority, now);
        Log.Signs(logger, authority.EndsAt);
    }

    private bool AllTrust(Authority authority, DateTimeOffset now)
    {
        var certificate = authority.CertificatePem();
        return clusters.Clusters.Values.Where(cluster => cluster.Admission is not AdmissionMode.Off).All(cluster =>
            trusted.TryGetValue(cluster.Name, out var known)
            && known.Bundle.Contains(certificate, StringComparison.Ordinal)
            && now - known.Since >= options.AuthoritySettles);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Trusted(string Bundle, DateTimeOffset Since);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A certificate authority for the admission webhooks was made; it ends {EndsAt}.")]
        public static partial void Added(ILogger logger, DateTimeOffset endsAt);

        [LoggerMessage(2, LogLevel.Information, "Certificates of the admission webhooks are signed by the authority that ends {EndsAt}.")]
        public static partial void Signs(ILogger logger, DateTimeOffset endsAt);
    }
}
