using Roadstead.Core.Errors;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images.Artifacts;

/// <summary>Tells what a registry's own scanner found in an artifact, read now and within <see cref="ImageOptions.ArtifactTimeout"/>. Whoever calls it has decided that the asker may see the image.</summary>
internal sealed partial class ScanService(IRegistryConnections connections, ScanCache cache, ImageOptions options, TimeProvider time, ILogger<ScanService> logger)
{
    /// <summary>Of so many artifacts of a list the scans are asked for.</summary>
    public const int MaxAtOnce = 24;

    private const int AtOnce = 4;

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
            var reading = new ScanReading(await scanner.FindScanAsync(name, parsed, either.Token));
            cache.Keep(place, parsed.Value, reading);
            return reading;
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

    /// <summary>What is known of an artifact's scan without asking the registry; null for nothing.</summary>
    public ScanSummary? FindKnown(ImagePlace place, string digest) => cache.Find(place, digest)?.Scan?.Summary;

    /// <summary>
    /// What scans of several artifacts found, of the first <see cref="MaxAtOnce"/>: kept, or read within <see cref="ImageOptions.LiveTagsTimeout"/>. What does not come in time, and what a registry that fails has, is
    /// left out: who asks this warns of what is known.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, ScanSummary>> FindManyAsync(ImagePlace place, IEnumerable<string> digests, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(place.Path, out var name) || Scanner(place) is not { } scanner) return new Dictionary<string, ScanSummary>();
        var wanted = digests.Distinct(StringComparer.Ordinal).Where(digest => Digest.TryParse(digest, out _)).Take(MaxAtOnce).ToList();
        using var deadline = new CancellationTokenSource(options.LiveTagsTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                wanted.Where(digest => cache.Find(place, digest) is null),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = either.Token },
                async (digest, token) => cache.Keep(place, digest, new ScanReading(await scanner.FindScanAsync(name, Digest.Parse(digest), token))));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(logger, place.Registry.Name, place.Path, "It did not answer in time.");
        }
        catch (RegistryException e)
        {
            Log.NotRead(logger, place.Registry.Name, place.Path, e.Message);
        }

        return wanted.Select(digest => (Digest: digest, Found: FindKnown(place, digest))).Where(one => one.Found is not null).ToDictionary(one => one.Digest, one => one.Found!);
    }

    private IImageScanning? Scanner(ImagePlace place) => connections.Find(place.RegistryId)?.As<IImageScanning>();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The scan of {Repository} at registry {Registry} could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string registry, string repository, string reason);
    }
}
