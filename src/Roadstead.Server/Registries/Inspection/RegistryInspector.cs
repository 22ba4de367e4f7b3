using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Registries.Health;

namespace Roadstead.Server.Registries.Inspection;

/// <summary>Looks at a registry before anything is stored: what it is, and whether all that is needed of it works. Bounded in time; never throws for a remote failure.</summary>
internal sealed class RegistryInspector(RegistryDrivers drivers, IOptions<RegistriesOptions> options, TimeProvider time)
{
    /// <param name="endpoint">Where, and with which login.</param>
    /// <param name="ownService">Asked before Roadstead's own tokens are given to the registry: the problem with the service name that it goes by.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RegistryInspection> InspectAsync(RegistryEndpoint endpoint, Func<string?, Task<Problem?>> ownService, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.InspectionTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await InspectWithinAsync(endpoint, ownService, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Failed(SignalName.Reachable, SignalReason.Timeout, $"The registry did not answer everything within {options.Value.InspectionTimeout.TotalSeconds:0} seconds.");
        }
    }

    private static RegistryInspection Failed(SignalName name, string reason, string message) => new(null, FailedSignals.At(name, reason, message), OwnRealm: false);

    private async Task<RegistryInspection> InspectWithinAsync(RegistryEndpoint endpoint, Func<string?, Task<Problem?>> ownService, CancellationToken cancellationToken)
    {
        RegistryIdentity? identity = null;
        IReadOnlyList<RegistrySignal> signals;
        await using (var driver = drivers.CreateForDetection(endpoint))
        {
            // The check first: it says why when there is no answer, and a login that it has proven lets the version be read.
            signals = await driver.CheckAsync(CheckDepth.Full, cancellationToken);
            if (!signals.Any(signal => signal is { Name: SignalName.Reachable or SignalName.Tls, Ok: false }))
                identity = await IdentifyAsync(driver, cancellationToken);
        }

        var ownRealm = drivers.IsOwnRealm(identity?.TokenRealm);
        if (identity is not { Type: { } type } || !drivers.Knows(type) || (!ownRealm && type == RegistryType.DockerRegistry))
            return new RegistryInspection(identity, signals, ownRealm);
        if (ownRealm && await ownService(identity.TokenService) is { } problem)
            return new RegistryInspection(identity, signals, ownRealm) { ServiceProblem = problem };

        // Another product than the one that was asked as, or one that trusts our own tokens: ask again as what it is.
        await using var fitting = drivers.Create(type, endpoint, identity.TokenRealm, identity.TokenService);
        signals = await fitting.CheckAsync(CheckDepth.Full, cancellationToken);
        var signedIn = signals.Any(signal => signal is { Name: SignalName.Login, Ok: true });
        if (type != RegistryType.DockerRegistry && signedIn)
            identity = await IdentifyAsync(fitting, cancellationToken) ?? identity;
        return new RegistryInspection(identity, signals, ownRealm)
        {
            // A workspace's registry is pulled from by its one workspace, whole.
            ByPullAccounts = signedIn && fitting.Capabilities.Contains(RegistryCapability.PullAccounts) && fitting.As<IPullAccounts>() is { } accounts && (endpoint.NeedsAdministration || accounts.GivesWhole)
                ? accounts.Delivery
                : null,
        };
    }

    private static async Task<RegistryIdentity?> IdentifyAsync(IRegistryDriver driver, CancellationToken cancellationToken)
    {
        try
        {
            return await driver.IdentifyAsync(cancellationToken);
        }
        catch (RegistryException)
        {
            return null; // the signals of the check say why
        }
    }
}
