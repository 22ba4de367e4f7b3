using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Benchmarks.Access;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Admission.Reviews;

namespace Roadstead.Benchmarks.Admission;

/// <summary>What one review costs within the process, part by part, on one thread.</summary>
internal static class ReviewBenchmark
{
    private const int Times = 100_000;

    /// <param name="recording">A review of a pod as an API server sent it.</param>
    /// <param name="output">Gets the table.</param>
    public static void Run(string recording, TextWriter output)
    {
        var world = new BenchmarkWorld();
        var question = Enumerable.Range(0, 1000).Select(world.Next).First();
        using var parts = new Parts(AccessMap.Build(world.Snapshot), question.Cluster);
        var text = File.ReadAllText(recording).Replace("\"namespace\":\"team\"", $"\"namespace\":\"{question.Namespace}\"", StringComparison.Ordinal);
        var allowed = Encoding.UTF8.GetBytes(text);
        var denied = Encoding.UTF8.GetBytes(text.Replace("reg.io/team-a/app:v1", "gone-1.example.com/app:v1", StringComparison.Ordinal));
        var (allowedReview, deniedReview) = (ReviewReader.Read(allowed), ReviewReader.Read(denied));
        var (allowedAnswer, deniedAnswer) = (parts.Handler.Validate(parts.Cluster, allowedReview), parts.Handler.Validate(parts.Cluster, deniedReview));
        var written = new ArrayBufferWriter<byte>(4096);

        output.WriteLine($"| part ({allowed.Length} bytes, {allowedReview.Object.Images.Count} images; allowed: {allowedAnswer.IsAllowed}, denied: {!deniedAnswer.IsAllowed}) | ns | bytes |\n|---|---|---|");
        Measure(output, "yardstick: the framework's reader over the same text", () => Tokens(allowed));
        Measure(output, "read", () => ReviewReader.Read(allowed));
        Measure(output, "decide, allowed", () => parts.Handler.Validate(parts.Cluster, allowedReview));
        Measure(output, "decide, denied", () => parts.Handler.Validate(parts.Cluster, deniedReview));
        Measure(output, "write, allowed", () => Write(written, allowedAnswer));
        Measure(output, "write, denied", () => Write(written, deniedAnswer));
    }

    private static int Tokens(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        var tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    private static int Write(ArrayBufferWriter<byte> written, in ReviewAnswer answer)
    {
        written.ResetWrittenCount();
        ReviewWriter.Write(written, "7f1c0d4e-0000-0000-0000-000000000000", answer);
        return written.WrittenCount;
    }

    private static void Measure<T>(TextWriter output, string part, Func<T> run)
    {
        for (var i = 0; i < Times; i++) run();
        var best = double.MaxValue;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 5; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Times; i++) run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalNanoseconds / Times);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {part} | {best:F0} | {(GC.GetAllocatedBytesForCurrentThread() - bytes) / (5.0 * Times):F0} |"));
    }

    private sealed class Parts : IAccessMapSource, IAccessCountStore, IDisposable
    {
        private readonly AccessCounter counter;

        public Parts(AccessMap map, string cluster)
        {
            Current = map;
            Cluster = new PublishedCluster(Guid.NewGuid(), cluster, ClusterKind.Kubernetes, null, "s", new Uri("http://127.0.0.1:1"), AdmissionMode.Enforce, UnmanagedImages.Allow);
            counter = new AccessCounter(this, TimeProvider.System, NullLogger<AccessCounter>.Instance);
            Handler = new AdmissionHandler(this, counter, new ExcludedNamespaces(this));
        }

        public AccessMap Current { get; }

        public PublishedCluster Cluster { get; }

        public AdmissionHandler Handler { get; }

        public Task AddAsync(IReadOnlyCollection<AccessTally> tallies, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => counter.Dispose();
    }
}
