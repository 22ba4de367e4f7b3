using System.Net;
using System.Net.Http.Headers;
using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Distribution;

/// <summary>Authenticated calls to one registry.</summary>
internal sealed class DistributionConnection : IDisposable
{
    private readonly RegistryTransport transport;

    /// <param name="endpoint">The registry.</param>
    /// <param name="budgets">The budgets of all drivers.</param>
    /// <param name="options">The bounds of every call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="refusesByRight">True for a product whose 401 may mean a missing right and says nothing of the login (Harbor).</param>
    public DistributionConnection(RegistryEndpoint endpoint, HostBudgets budgets, DistributionOptions options, TimeProvider time, bool refusesByRight = false)
    {
        if ((endpoint.Url.Scheme != Uri.UriSchemeHttp && endpoint.Url.Scheme != Uri.UriSchemeHttps) || endpoint.Url.UserInfo.Length > 0)
        {
            throw new ArgumentException("The address of a registry is http or https, without user info.", nameof(endpoint));
        }

        (Endpoint, Options, Time) = (endpoint, options, time);
        transport = new RegistryTransport(endpoint, budgets, options, time);
        Authenticator = new RegistryAuthenticator(endpoint, new TokenClient(transport, options, time), refusesByRight);
    }

    public RegistryEndpoint Endpoint { get; }

    public DistributionOptions Options { get; }

    public TimeProvider Time { get; }

    public RegistryAuthenticator Authenticator { get; }

    /// <summary>Set where the product speaks the protocol in a way of its own; null: as the specification says.</summary>
    public IDistributionDialect? Dialect { get; set; }

    /// <summary>An address at the registry; the path begins with '/'. By the specification the distribution API is at the root of a host.</summary>
    public Uri Url(string path) => new(Endpoint.Url.GetLeftPart(UriPartial.Authority) + (Dialect?.Path(path) ?? path));

    /// <summary>Sends it without credentials; any status is an answer.</summary>
    public Task<RegistryAnswer> AskAsync(RegistryRequest request, CancellationToken cancellationToken) => transport.SendAsync(request, null, cancellationToken);

    /// <summary>Sends it with the login, unasked and once, to the registry's own host alone; any status is an answer. Without a login it goes as it is.</summary>
    public Task<RegistryAnswer> SendWithLoginAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        SendWithAsync(request, Endpoint.Credentials is { } credentials ? TokenClient.Basic(credentials) : null, cancellationToken);

    /// <summary>Sends it with this header, once, to the registry's own host alone; any status is an answer.</summary>
    public Task<RegistryAnswer> SendWithAsync(RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken) =>
        transport.SendAsync(request, authorization, cancellationToken);

    /// <summary>
    /// Sends it; signs in when asked to, once: a second 401 is an error. Any other status is an answer.
    /// </summary>
    public async Task<RegistryAnswer> SendAsync(RegistryRequest request, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (Dialect is { } dialect)
        {
            return await dialect.SendAsync(request, cancellationToken);
        }

        // (distribution spec, token authentication)
        //  1. Send what is known to be wanted, or nothing.   2. Not 401: done.
        //  3. 401: answer the challenge.                      4. Send again. 401 again: stop, or a registry could keep us going for ever.
        var sent = await Authenticator.BeginAsync(scopes, cancellationToken);
        var answer = await transport.SendAsync(request, sent, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
        {
            Authenticator.Accepted(sent, answer);
            return answer;
        }

        using (answer)
        {
            ThrowIfElsewhere(answer);
            sent = await Authenticator.AnswerAsync(answer, sent, scopes, cancellationToken);
        }

        answer = await transport.SendAsync(request, sent, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
        {
            Authenticator.Accepted(sent, answer);
            return answer;
        }

        using (answer)
        {
            ThrowIfElsewhere(answer);
            throw Authenticator.Refused(answer, sent);
        }
    }

    public void Dispose() => transport.Dispose();

    /// <summary>Throws for a refusal that another host gave: it says nothing of the login here.</summary>
    public static void ThrowIfElsewhere(RegistryAnswer answer)
    {
        if (answer.OffHost)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"The registry leads on to {answer.Where}, which wants a login of its own. Credentials are not sent to another host; integrate that host instead.")
            {
                Reason = SignalReason.RedirectRefused,
            };
        }
    }
}
