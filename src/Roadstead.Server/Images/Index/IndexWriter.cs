using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Roadstead.Server.Images.Index;

/// <summary>
/// The one writer of index.db. What arrives while it writes goes into one transaction, of at most <see cref="MaxRows"/> rows or <see cref="MaxTime"/>,
/// so that no reader sees half of anything and no crawl holds another one up for long. Safe for any number of threads.
/// </summary>
internal sealed partial class IndexWriter(IndexDatabase database, TimeProvider time, ILogger<IndexWriter> logger) : IHostedService, IDisposable
{
    /// <summary>Rows of a transaction, as far as those who write can tell beforehand.</summary>
    public const int MaxRows = 500;

    /// <summary>How long a transaction may be open.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    // Bounded: crawls wait here when the disk is slower than the registries.
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(256);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IndexSession? session;
    private Task running = Task.CompletedTask;
    private long revision;

    /// <summary>Counts transactions: what was read under the same revision is still so.</summary>
    public long Revision => Interlocked.Read(ref revision);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        session = new IndexSession(database.OpenWriter());
        opened.SetResult();
        running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Writes what was handed over before, then ends.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        return running.WaitAsync(cancellationToken);
    }

    /// <summary>Runs <paramref name="write"/> in a transaction and returns when that is committed.</summary>
    /// <param name="rows">About how many rows it changes.</param>
    /// <param name="write">Either done whole or, when it throws, not at all. Must not wait for anything.</param>
    /// <param name="cancellationToken">Ends the wait for a place in the queue; what has one is written.</param>
    public async Task<T> WriteAsync<T>(int rows, Func<IndexSession, T> write, CancellationToken cancellationToken)
    {
        await opened.Task.WaitAsync(cancellationToken);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T? result = default;
        await queue.Writer.WriteAsync(new Work(rows, s => result = write(s), () => done.TrySetResult(result!), e => done.TrySetException(e)), cancellationToken);
        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="WriteAsync{T}" />
    public Task WriteAsync(int rows, Action<IndexSession> write, CancellationToken cancellationToken) =>
        WriteAsync(rows, s => { write(s); return true; }, cancellationToken);

    public void Dispose()
    {
        queue.Writer.TryComplete();
        session?.Dispose();
        session = null;
    }

    private async Task RunAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Work>();
            try
            {
                Write(batch);
                batch.ForEach(work => work.Succeed());
            }
            catch (Exception e)
            {
                Recover(e);
                batch.ForEach(work => work.Fail(e));
            }
        }
    }

    private void Write(List<Work> batch)
    {
        var began = time.GetTimestamp();
        session!.Execute("BEGIN IMMEDIATE");
        for (var rows = 0; rows < MaxRows && time.GetElapsedTime(began) < MaxTime && queue.Reader.TryRead(out var work); rows += Math.Max(1, work.Rows))
        {
            // A savepoint each: what one of them does wrong is undone alone.
            session.Execute("SAVEPOINT work");
            try
            {
                work.Run(session);
                session.Execute("RELEASE work");
                batch.Add(work);
            }
            catch (Exception e) when (e is not SqliteException { SqliteErrorCode: not 19 })
            {
                session.Execute("ROLLBACK TO work");
                session.Execute("RELEASE work");
                work.Fail(e);
            }
            catch
            {
                batch.Add(work);
                throw;
            }
        }

        session.Execute("COMMIT");
        Interlocked.Increment(ref revision);
    }

    // The disk is full, a page is damaged: the transaction is lost, the next one must find a connection that works.
    private void Recover(Exception e)
    {
        Log.Failed(logger, e, database.File);
        try
        {
            session?.Dispose();
            if (e is SqliteException sqlite && IndexDatabase.IsDamage(sqlite))
            {
                Log.Damaged(logger, database.File);
                database.Remove();
            }

            session = new IndexSession(database.OpenWriter());
        }
        catch (Exception again) when (again is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.Failed(logger, again, database.File);
        }
    }

    private sealed record Work(int Rows, Action<IndexSession> Run, Action Succeed, Action<Exception> Fail);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The index {File} could not be written; what was seen is seen again by the next crawl.")]
        public static partial void Failed(ILogger logger, Exception exception, string file);

        [LoggerMessage(2, LogLevel.Error, "The index {File} is damaged. It is made anew, and all registries are crawled again.")]
        public static partial void Damaged(ILogger logger, string file);
    }
}
