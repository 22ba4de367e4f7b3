using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Detection;

/// <summary>
/// Finds out what is at an address, and which address it really has. It never sends credentials, follows redirects within the host alone, and keeps all
/// bounds and address rules of every other call. Thread safe.
/// </summary>
/// <param name="budgets">The budgets that all drivers of the process share.</param>
/// <param name="options">The bounds of every call.</param>
/// <param name="time">The clock of deadlines.</param>
public sealed class RegistryDetector(HostBudgets budgets, DistributionOptions options, TimeProvider time)
{
    /// <summary>Looks, at most <see cref="DistributionOptions.DetectionTimeout"/>; what the outside world does wrong is a signal, never an exception.</summary>
    /// <param name="endpoint">How the address may be reached: certificates and address rules. Its address and login are not used.</param>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The CA certificate of the endpoint is no PEM.</exception>
    public async Task<RegistryDetection> DetectAsync(RegistryEndpoint endpoint, PastedAddress address, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var look = await LookAsync(endpoint, address.Root, address, options.DetectionTimeout, cancellationToken);
        var left = options.DetectionTimeout - time.GetElapsedTime(started);
        if (left > TimeSpan.Zero && OtherScheme(address.Root, look) is { } other)
        {
            var second = await LookAsync(endpoint, other, address, left, cancellationToken);
            if (second.Identity is { IsRegistry: true } || look.WantsTls)
            {
                look = second;
            }
        }

        var found = look.Identity is { IsRegistry: true };
        var url = look.Identity?.Type == RegistryType.Artifactory ? WithBase(look, address) : look.Root;
        return new RegistryDetection(url, found ? AddressNote.Of(address, url) : null, look.Identity, look.Signals);
    }

    private async Task<Look> LookAsync(RegistryEndpoint endpoint, Uri root, PastedAddress address, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var connection = new DistributionConnection(new RegistryEndpoint(root, null, endpoint.CaCertificate, endpoint.SkipVerify, endpoint.Addresses), budgets, options, time);
        var sheet = new SignalSheet(connection);
        VersionAnswer? answer = null;
        RegistryIdentity? identity = null;
        var signals = await sheet.FillAsync(CheckDepth.Cheap, limit, AskAsync, cancellationToken);
        return new Look(answer is null ? root : new Uri(answer.Url.GetLeftPart(UriPartial.Authority)), identity, signals, answer?.WantsTls == true);

        async Task AskAsync(CancellationToken deadline)
        {
            answer = await sheet.ReachAsync(deadline);
            sheet.Current = SignalName.Product;
            if (answer is not null)
            {
                var interview = new Interview(connection, answer, deadline) { Bases = ArtifactoryBases.Of(address.Path), InDetail = true };
                identity = await ProductRecognition.RecogniseAsync(interview, cancellationToken);
                Judge(sheet, answer, identity);
            }
        }
    }

    private static void Judge(SignalSheet sheet, VersionAnswer answer, RegistryIdentity identity)
    {
        var evidence = string.Join("; ", identity.Evidence);
        if (identity.Type is not null)
        {
            sheet.Set(SignalName.Product, true, SignalReason.Ok, $"{identity.Product}: {evidence}.");
            return;
        }

        var reason = (int)answer.Status >= 500 ? SignalReason.ServerError : identity.Product == ProductRecognition.NoRegistry ? SignalReason.InvalidAnswer : SignalReason.WrongProduct;
        sheet.Set(SignalName.Product, false, reason, $"This is {identity.Product} ({evidence}). {identity.Remedy}");
    }

    // The address with the other scheme where the first one may be the mistake; null where it is none, or where it could not help.
    private static Uri? OtherScheme(Uri root, Look look)
    {
        var reachable = look.Of(SignalName.Reachable);
        var refused = reachable is { Ok: false, Reason: SignalReason.ConnectionRefused } && root.IsDefaultPort;
        var lost = reachable is { Ok: false, Reason: SignalReason.ConnectionLost };
        var https = root.Scheme == Uri.UriSchemeHttps;
        var mistaken = https
            ? refused || lost || look.Of(SignalName.Tls) is { Ok: false, Reason: SignalReason.TlsHandshakeFailed }
            : refused || lost || look.WantsTls || look.Of(SignalName.Product) is { Ok: false, Reason: SignalReason.InvalidAnswer } || (root.IsDefaultPort && look.Identity is { IsRegistry: false });
        return mistaken ? new UriBuilder(root) { Scheme = https ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, Port = root.IsDefaultPort ? -1 : root.Port }.Uri : null;
    }

    // The path that answered; else the one that was given when it may be right.
    private static Uri WithBase(Look look, PastedAddress address)
    {
        var path = look.Identity!.BasePath ?? (ArtifactoryBases.Of(address.Path).Contains(address.Path, StringComparer.Ordinal) ? address.Path : "");
        return new Uri(look.Root.GetLeftPart(UriPartial.Authority) + path);
    }

    private sealed record Look(Uri Root, RegistryIdentity? Identity, IReadOnlyList<RegistrySignal> Signals, bool WantsTls)
    {
        public RegistrySignal? Of(SignalName name) => Signals.FirstOrDefault(signal => signal.Name == name);
    }
}
