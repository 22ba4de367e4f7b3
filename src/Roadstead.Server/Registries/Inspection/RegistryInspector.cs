using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Registries.Detection;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Registries.Health;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>
/// Looks at a registry before anything is stored: what it is, which nobody's login is needed for, and only then, as what it is, whether all that is needed of it
/// works with the login. Bounded in time; never throws for a remote failure.
/// </summary>
internal sealed class RegistryInspector(RegistryDetector detector, RegistryDrivers drivers, IOptions<RegistriesOptions> options, TimeProvider time)
{
    /// <summary>What is at the address; no login is sent.</summary>
    public Task<RegistryInspection> DetectAsync(RegistryEndpoint endpoint, PastedAddress address, CancellationToken cancellationToken) =>
        WithinAsync(token => DetectWithinAsync(endpoint, address, token), null, cancellationToken);

    /// <param name="endpoint">With which login, certificates and address rules.</param>
    /// <param name="address">Where, as it was given.</param>
    /// <param name="chosen">The product that it has to be, so that another one is sent no login; null takes what there is.</param>
    /// <param name="other">What to do when the registry's own address is another one.</param>
    /// <param name="ownService">Asked before Roadstead's own tokens are given to the registry: the problem with the service name that it goes by.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RegistryInspection> InspectAsync(
        RegistryEndpoint endpoint, PastedAddress address, RegistryType? chosen, OtherAddress other, Func<string?, Task<Problem?>> ownService, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var detected = await DetectAsync(endpoint, address, cancellationToken);
        if (detected.Identity is not { Type: { } type } identity || !drivers.Knows(type) || detected.Url is not { } url)
            return detected;
        if ((chosen is not null && chosen != type) || (other == OtherAddress.Refuse && detected.UrlNote is not null))
            return detected;
        if (other == OtherAddress.Follow)
        {
            if (endpoint.Credentials is not null && address is { HasScheme: true, Root.Scheme: "https" } && url.Scheme != Uri.UriSchemeHttps)
                return detected with { Signals = With(detected.Signals, SignalName.Login, null, SignalReason.NotChecked, "The login was not sent: it would have travelled unprotected, and you gave https. Give http:// if that is what you want.") };
            endpoint = endpoint with { Url = url };
        }

        if (detected.OwnRealm && await ownService(identity.TokenService) is { } problem)
            return detected with { ServiceProblem = problem };
        var late = detected with { Signals = With(detected.Signals, SignalName.Login, false, SignalReason.Timeout, TooLate) };
        return await WithinAsync(token => CheckAsync(endpoint, detected, identity, type, token), late, cancellationToken, started);
    }

    private string TooLate => $"The registry did not answer everything within {options.Value.InspectionTimeout.TotalSeconds:0} seconds.";

    private static IReadOnlyList<RegistrySignal> With(IReadOnlyList<RegistrySignal> signals, SignalName name, bool? ok, string reason, string message) =>
        [.. signals.Select(signal => signal.Name == name ? new RegistrySignal(name, ok, reason, message) : signal)];

    private async Task<RegistryInspection> WithinAsync(Func<CancellationToken, Task<RegistryInspection>> look, RegistryInspection? late, CancellationToken cancellationToken, long? started = null)
    {
        var left = options.Value.InspectionTimeout - (started is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await look(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return late ?? new RegistryInspection(null, FailedSignals.At(SignalName.Reachable, SignalReason.Timeout, TooLate), OwnRealm: false);
        }
    }

    private async Task<RegistryInspection> DetectWithinAsync(RegistryEndpoint endpoint, PastedAddress address, CancellationToken cancellationToken)
    {
        var found = await detector.DetectAsync(endpoint, address, cancellationToken);
        return new RegistryInspection(found.Identity, found.Signals, drivers.IsOwnRealm(found.Identity?.TokenRealm)) { Url = found.Url, UrlNote = found.UrlNote };
    }

    // The one place where a login that may be wrong is sent: once, to the product that it is for.
    private async Task<RegistryInspection> CheckAsync(RegistryEndpoint endpoint, RegistryInspection detected, RegistryIdentity identity, RegistryType type, CancellationToken cancellationToken)
    {
        await using var fitting = drivers.Create(type, endpoint, identity.TokenRealm, identity.TokenService);
        var signals = await fitting.CheckAsync(CheckDepth.Full, cancellationToken);
        var signedIn = signals.Any(signal => signal is { Name: SignalName.Login, Ok: true });
        if (!signals.Any(signal => signal is { Name: SignalName.Reachable or SignalName.Tls, Ok: false }))
            identity = await IdentifyAsync(fitting, identity, cancellationToken);
        return detected with
        {
            Identity = identity,
            Signals = signals,

            // A workspace's registry is pulled from by its one workspace, whole.
            ByPullAccounts = signedIn && fitting.Capabilities.Contains(RegistryCapability.PullAccounts) && fitting.As<IPullAccounts>() is { } accounts && (endpoint.NeedsAdministration || accounts.GivesWhole)
                ? accounts.Delivery
                : null,
        };
    }

    // What a proven login lets it tell, and which token realm is its own; the evidence is that of the detection, which looked closer.
    private static async Task<RegistryIdentity> IdentifyAsync(IRegistryDriver driver, RegistryIdentity detected, CancellationToken cancellationToken)
    {
        try
        {
            var told = await driver.IdentifyAsync(cancellationToken);
            return told.Type == detected.Type ? detected with { Version = told.Version ?? detected.Version, TokenRealm = told.TokenRealm, TokenService = told.TokenService } : told;
        }
        catch (RegistryException)
        {
            return detected with { TokenRealm = null }; // whose it is was not said; the signals of the check say why
        }
    }
}
