using System.Net;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Knows whether the login is good, and what it may do. It is proven before anything else is sent with it, by one call, however many wait: Artifactory shuts a user
/// out for a growing time after each wrong try, and may lock the account. A login that proved wrong is not sent again until <see cref="TryAgain"/>.
/// </summary>
internal sealed class ArtifactorySession(ArtifactoryConnection connection) : IDistributionDialect, IDisposable
{
    /// <summary>Artifactory shuts a user out for up to so long.</summary>
    private static readonly TimeSpan Suspension = TimeSpan.FromSeconds(60);

    private const int MaxErrorBytes = 64 * 1024;

    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Lock gate = new();
    private volatile ArtifactoryLogin? login;
    private volatile bool refused;
    private ArtifactoryVersion? version;
    private DateTimeOffset suspendedUntil = DateTimeOffset.MinValue;

    /// <summary>The login once it is proven.</summary>
    public ArtifactoryLogin? Login => login;

    /// <summary>The edition once an administrator's login is proven.</summary>
    public ArtifactoryEdition Edition { get; private set; }

    /// <summary>The release as an answer told it last; null while it is not known, or when it is none.</summary>
    public ArtifactoryVersion? Version
    {
        get
        {
            lock (gate)
            {
                return version;
            }
        }
    }

    /// <summary>True for this release and later. One that is not known is taken for a new one: what it cannot do it says itself.</summary>
    public bool IsAtLeast(int major, int minor) => Version?.IsAtLeast(major, minor) ?? true;

    /// <summary>Lets a refused login be tried once more, now.</summary>
    public void TryAgain()
    {
        refused = false;
        lock (gate)
        {
            suspendedUntil = DateTimeOffset.MinValue;
        }
    }

    /// <summary>Notes the release that an answer names, if it does.</summary>
    public void Note(ArtifactoryVersion? told)
    {
        if (told is { } found)
        {
            lock (gate)
            {
                version = found;
            }
        }
    }

    /// <summary>The login, proven at some time.</summary>
    /// <exception cref="RegistryException">It is wrong or shut out, or one is needed and there is none.</exception>
    public async Task<ArtifactoryLogin> ProveAsync(CancellationToken cancellationToken) => login ?? await ProveAsync(again: false, cancellationToken);

    /// <summary>The login, proven now, with its rights.</summary>
    /// <exception cref="RegistryException">As above.</exception>
    public Task<ArtifactoryLogin> ConfirmAsync(CancellationToken cancellationToken) => ProveAsync(again: true, cancellationToken);

    /// <summary>Sends a call of the API with the proven login; any status but a refusal of the login itself is an answer.</summary>
    public async Task<ArtifactoryAnswer> CallAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        await ProveAsync(cancellationToken);
        ThrowIfOut();
        var answer = await SendOnceAsync(request, cancellationToken);
        ThrowIfRefused(answer);
        return answer;
    }

    /// <summary>The same for a service beside Artifactory, which may take no passwords: whatever it answers says nothing of the login.</summary>
    public async Task<ArtifactoryAnswer> CallBesideAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        await ProveAsync(cancellationToken);
        ThrowIfOut();
        return await SendOnceAsync(request, cancellationToken);
    }

    /// <summary>Reads as what may be a wrong login, for its proof alone: a 401 is the end of it, whatever it speaks of.</summary>
    public async Task<ArtifactoryAnswer> AskAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await SendOnceAsync(new RegistryRequest(HttpMethod.Get, connection.Url(path)) { Accept = ["application/json"] }, cancellationToken);
        ThrowIfRefused(answer, proven: false);
        return answer;
    }

    /// <summary>The error for who is shut out: nothing is sent for a while.</summary>
    public RegistryException Suspended()
    {
        lock (gate)
        {
            suspendedUntil = connection.Time.GetUtcNow() + Suspension;
        }

        return SuspendedError(Suspension);
    }

    /// <inheritdoc />
    public string Path(string path) => ArtifactoryPath.OfDistribution(connection.Endpoint.Url, path);

    /// <inheritdoc />
    public async Task<RegistryAnswer> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        await ProveAsync(cancellationToken);
        ThrowIfOut();
        var answer = await connection.SendAsync(request, cancellationToken);
        try
        {
            Note(answer);
            var page = answer is { Status: HttpStatusCode.NotFound, ContentType: "text/html" };
            if (answer.OffHost || (answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && !page))
            {
                if (answer.Status == HttpStatusCode.Unauthorized)
                {
                    DistributionConnection.ThrowIfElsewhere(answer);
                }

                var good = answer;
                answer = null;
                return good;
            }

            var refusal = new ArtifactoryAnswer(answer.Status, answer.Where, answer.ContentType, await answer.ReadBeginningAsync(MaxErrorBytes, cancellationToken), answer.RetryAfter);
            ThrowIfRefused(refusal);
            throw ArtifactoryError.From(refusal, "an image");
        }
        finally
        {
            answer?.Dispose();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<ArtifactoryLogin> ProveAsync(bool again, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            ThrowIfOut();
            if (login is { } proven && !again)
            {
                return proven;
            }

            var (found, edition) = await ArtifactoryProof.FindAsync(this, connection.LoginKind, cancellationToken);
            Edition = edition;
            return login = found;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<ArtifactoryAnswer> SendOnceAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        using var answer = await connection.SendAsync(request, cancellationToken);
        Note(answer);
        return await ArtifactoryConnection.ReadAsync(answer, connection.Options.MaxPageBytes, cancellationToken);
    }

    private void Note(RegistryAnswer answer)
    {
        if (!answer.OffHost)
        {
            Note(ArtifactoryVersion.InHeader(answer.Header("X-JFrog-Version").FirstOrDefault()) ?? ArtifactoryVersion.InHeader(answer.Header("Server").FirstOrDefault()));
        }
    }

    // A 401 of a proven login may be about a right; Artifactory then says so.
    private void ThrowIfRefused(ArtifactoryAnswer answer, bool proven = true)
    {
        if (answer.IsSuspended)
        {
            throw Suspended();
        }

        if (answer.Status != HttpStatusCode.Unauthorized || (proven && answer.IsOfRight))
        {
            return;
        }

        if (connection.LoginKind == ArtifactoryLoginKind.Nobody)
        {
            throw NeedsLogin();
        }

        (login, refused) = (null, true);
        throw Refused();
    }

    private void ThrowIfOut()
    {
        if (refused)
        {
            throw Refused();
        }

        lock (gate)
        {
            if (suspendedUntil > connection.Time.GetUtcNow())
            {
                throw SuspendedError(suspendedUntil - connection.Time.GetUtcNow());
            }
        }
    }

    private RegistryException SuspendedError(TimeSpan left) =>
        new(RegistryErrorCode.Throttled, $"{Where} takes no call of this user for now (403). Artifactory shuts a user out for up to a minute after wrong passwords, whoever sent them, or an administrator locked the account. Try again in a minute.")
        {
            Reason = SignalReason.LoginSuspended,
            RetryAfter = left,
        };

    private RegistryException Refused() =>
        new(RegistryErrorCode.CredentialsRejected, $"{Where} refused the login. Check user name and password; a token may have expired or been revoked. Roadstead does not try them again by itself.");

    private RegistryException NeedsLogin() => new(RegistryErrorCode.CredentialsRequired, $"{Where} is an Artifactory that wants a login. Give a user name and password, or an access token.");

    private string Where => Redact.Url(connection.Endpoint.Url);
}
