namespace Roadstead.Server.Tokens;

/// <summary>
/// The keys in use. A registry reads its trusted certificates once, at its start, so the next certificate is published a year before anything is
/// signed with it, and that a year before the old one ends. Made at the first start. Safe for any number of threads.
/// </summary>
internal sealed partial class SigningKeys(ISigningKeyStore store, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    internal static readonly TimeSpan Life = TimeSpan.FromDays(3650);
    internal static readonly TimeSpan PublishNextBefore = TimeSpan.FromDays(730);
    internal static readonly TimeSpan SignWithNextBefore = TimeSpan.FromDays(365);
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private IReadOnlyList<SigningKey> keys = [];
    private DateTimeOffset lookAt = DateTimeOffset.MinValue;

    /// <summary>The one to sign with.</summary>
    public SigningKey Current
    {
        get
        {
            var all = All;
            var now = time.GetUtcNow();
            return all.FirstOrDefault(key => key.EndsAt - now > SignWithNextBefore) ?? all[^1];
        }
    }

    /// <summary>Every one that has not ended, oldest first.</summary>
    public IReadOnlyList<SigningKey> All
    {
        get
        {
            lock (gate)
            {
                if (time.GetUtcNow() >= lookAt) Look();
                return keys;
            }
        }
    }

    /// <summary>The certificates that registries should trust, PEM.</summary>
    public string CertificatesPem() => string.Concat(All.Select(key => key.CertificatePem()));

    public void Dispose()
    {
        foreach (var key in keys) key.Dispose();
    }

    private void Look()
    {
        var now = time.GetUtcNow();
        if (keys.Count == 0 && store.Read() is { } pem) keys = SigningKey.ReadAll(pem);
        var live = keys.Where(key => key.EndsAt > now).OrderBy(key => key.EndsAt).ToList();
        if (live.Count == 0 || live[^1].EndsAt - now < PublishNextBefore)
        {
            live.Add(SigningKey.Create(now, Life));
            store.Write(string.Concat(live.Select(key => key.ToPem())));
            if (live.Count > 1) Log.NextPublished(logger, live[0].EndsAt);
        }

        keys = live;
        lookAt = now + LookEvery;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The next certificate of the token service is published at /token/certificate: add it to the registries' rootcertbundle and restart them. The old one ends {EndsAt}.")]
        public static partial void NextPublished(ILogger logger, DateTimeOffset endsAt);
    }
}
