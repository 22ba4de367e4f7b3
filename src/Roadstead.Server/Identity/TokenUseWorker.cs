using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Identity;

/// <summary>Writes the times of last use, once a minute and when the host stops.</summary>
internal sealed partial class TokenUseWorker(TokenUse uses, IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, TimeProvider time, ILogger<TokenUseWorker> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        var written = uses.Snapshot();
        if (written.Count == 0)
            return;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = written.Keys.ToList();
        foreach (var token in await db.ApiTokens.Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken))
            token.LastUsedAt = written[token.Id];
        if ((await changes.RecordAsync(db, cancellationToken)).IsCommitted)
            uses.Forget(written);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WriteAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The times of last use of tokens could not be written; the next try is in a minute.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
