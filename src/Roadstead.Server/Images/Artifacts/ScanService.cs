using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>Tells what a registry's own scanner found in an artifact, read now and within <see cref="ImageOptions.ArtifactTimeout"/>. Whoever calls it has decided that the asker may see the image.</summary>
internal sealed partial class ScanService(IRegistryConnections connections, ImageOptions options, TimeProvider time, ILogger<ScanService> logger)
{
    /// <summary>True when the registry is of a kind that scans. Asks nobody.</summary>
    public bool CanTell(ImagePlace place) => Scanner(place) is not null;

    /// <summary>The last scan.</summary>
    public async Task<Outcome<ScanReading>> FindAsync(ImagePlace place, string? digest, CancellationToken cancellationToken)
    {
        if (!Digest.TryParse(digest, out var parsed)) return Problem.ForField(ErrorCodes.ValidationFailed, "reference", "reference is a digest.");
        if (!RepositoryName.TryParse(place.Path, out var name) || Scanner(place) is not { } scanner)
            return new Problem(ErrorCodes.ImageNotFound, $"Registry '{place.Registry.Name}' has no scanner that Roadstead can ask.");

        using var deadline = new CancellationTokenSource(options.ArtifactTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return new ScanReading(await scanner.FindScanAsync(name, parsed, either.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{place.Registry.Name}' did not answer in time. Try again in a moment.");
        }
        catch (RegistryException e)
        {
            Log.NotRead(logger, place.Registry.Name, place.Path, e.Message);
            return new Problem(ErrorCodes.RegistryUnavailable, $"Registry '{place.Registry.Name}' could not be asked what its scanner found. Look at its health, and try again.");
        }
    }

    private IImageScanning? Scanner(ImagePlace place) => connections.Find(place.RegistryId)?.As<IImageScanning>();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The scan of {Repository} at registry {Registry} could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string registry, string repository, string reason);
    }
}
