using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Reflection;

namespace Roadstead.Registries.Distribution;

/// <summary>
/// Sends one call, and follows the redirects of a read, with every bound: address rules, certificate, deadlines, the host's budget.
/// No cookies, no system proxy, no automatic redirects: .NET would keep custom headers across hosts.
/// </summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MaxRedirects = 5;
    private static readonly string UserAgent = "Roadstead/" + (typeof(RegistryTransport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    private readonly HttpMessageInvoker http;
    private readonly CertificateCheck certificates;
    private readonly HostBudgets budgets;
    private readonly DistributionOptions options;
    private readonly TimeProvider time;

    public RegistryTransport(RegistryEndpoint endpoint, HostBudgets budgets, DistributionOptions options, TimeProvider time)
    {
        (this.budgets, this.options, this.time) = (budgets, options, time);
        var connection = new CheckedConnection(endpoint.Addresses, options.ConnectTimeout, time);
        certificates = new CertificateCheck(endpoint.CaCertificate, endpoint.SkipVerify, time);
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = (context, cancellationToken) => connection.ConnectAsync(context.DnsEndPoint, cancellationToken),
            ConnectTimeout = options.AnswerTimeout,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            // A connection outlives its address check by no more than this.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = certificates.Validate },
        });
    }

    /// <summary>Sends it; the answer, whatever its status, is the caller's to dispose.</summary>
    /// <exception cref="RegistryException">No answer, or a redirect that may not be followed.</exception>
    public async Task<RegistryAnswer> SendAsync(RegistryRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var url = request.Url;
        var offHost = false;
        for (var hop = 0; ; hop++)
        {
            var answer = await SendOnceAsync(request, url, offHost ? null : authorization, offHost, cancellationToken);
            if (answer.Status is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return answer;
            }

            if (request.StaysAtHost && LeadsAway(answer))
            {
                return answer;
            }

            using (answer)
            {
                var target = Target(answer, hop);
                if (!request.IsRead)
                {
                    // Followed, a change could be made elsewhere, or twice.
                    throw Refused($"{answer.Where} redirects a change to {target.GetLeftPart(UriPartial.Authority)}, which is not followed. Give the registry's own address.");
                }

                // Once away, never back to credentials: a chain that returns could smuggle them to a path of its choice.
                offHost = offHost || !SameParty(request.Url, target);
                url = target;
            }
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<RegistryAnswer> SendOnceAsync(RegistryRequest request, Uri url, AuthenticationHeaderValue? authorization, bool offHost, CancellationToken cancellationToken)
    {
        var place = await budgets.EnterAsync(url.Authority.ToLowerInvariant(), request.Stream, options.QueueTimeout, time, cancellationToken);
        using var deadline = new CancellationTokenSource(options.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var message = new HttpRequestMessage(request.Method, url);
        message.Headers.Authorization = authorization;
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var type in request.Accept)
        {
            message.Headers.TryAddWithoutValidation("Accept", type);
        }

        Add(message, "Range", request.Range);
        Add(message, "If-Range", request.IfRange);
        foreach (var (name, value) in request.Headers)
        {
            Add(message, name, value);
        }

        if (!offHost && request.LoginHeader is { } login)
        {
            Add(message, login.Name, login.Value);
        }

        if (request.Json is { } json)
        {
            message.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue(request.BodyType) } };
        }

        try
        {
            var response = await http.SendAsync(message, either.Token);
            return new RegistryAnswer(response, url, offHost, place, options, time);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            place.Dispose();
            throw new RegistryException(RegistryErrorCode.Timeout, $"{Redact.Url(url)} did not answer within {options.AnswerTimeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException e)
        {
            place.Dispose();
            throw TransportError.From(e, url, certificates);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static Uri Target(RegistryAnswer answer, int hop)
    {
        if (hop >= MaxRedirects)
        {
            throw Refused($"{answer.Where} redirects more than {MaxRedirects} times.");
        }

        if (answer.Header("Location").FirstOrDefault() is not { } location
            || !Uri.TryCreate(answer.Url, location, out var target)
            || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps)
            || target.UserInfo.Length > 0)
        {
            throw Refused($"{answer.Where} redirects to what is no address.");
        }

        if (answer.Url.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp)
        {
            throw Refused($"{answer.Where} redirects from https to http ({target.Host}), which is not followed. Mend the registry's or its proxy's own address.");
        }

        return target;
    }

    private static bool LeadsAway(RegistryAnswer answer) =>
        answer.Header("Location").FirstOrDefault() is { } location && Uri.TryCreate(answer.Url, location, out var target) && target.Host.Length > 0 && !SameHost(answer.Url, target);

    // Without credentials the step from http to https may change the port as well.
    private static bool SameHost(Uri from, Uri to) =>
        string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((from.Scheme == to.Scheme && from.Port == to.Port) || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttps));

    // The same host and port; or the step from http to https on the usual ports.
    private static bool SameParty(Uri from, Uri to) =>
        string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((from.Scheme == to.Scheme && from.Port == to.Port) || (from.Scheme == Uri.UriSchemeHttp && to.Scheme == Uri.UriSchemeHttps && from.IsDefaultPort && to.IsDefaultPort));

    private static void Add(HttpRequestMessage message, string name, string? value)
    {
        if (value is not null)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static RegistryException Refused(string message) => new(RegistryErrorCode.InvalidAnswer, message) { Reason = SignalReason.RedirectRefused };
}
