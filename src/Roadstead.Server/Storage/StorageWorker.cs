using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Storage;

/// <summary>Opens the store before anything else of the host starts: directory, keys, migrations, installation. Fails with one line (<see cref="ConfigurationException"/>).</summary>
internal sealed partial class StorageWorker(
    DataDirectory directory,
    IDbContextFactory<RoadsteadDb> contexts,
    EncryptionKeyStore keyStore,
    SecretProtector protector,
    KeyCheckStore keyCheck,
    Installation installation,
    ChangeService changes,
    ILogger<StorageWorker> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        directory.Take();
        try
        {
            await OpenAsync(cancellationToken);
        }
        catch (Exception e) when (e is DllNotFoundException || e.InnerException is DllNotFoundException)
        {
            throw new ConfigurationException((e as DllNotFoundException ?? e.InnerException!).Message, e);
        }
        catch (SqliteException e)
        {
            throw new ConfigurationException($"The store '{directory.Database}' cannot be opened: {e.Message}", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);

        // The keys come before the migrations: with a wrong key nothing is touched.
        var applied = await AppliedMigrations.ReadAsync(db, cancellationToken);
        var check = applied.Count == 0 ? null : await KeyCheckStore.ReadAsync(db, cancellationToken);
        protector.Use(keyStore.Load(secretsExist: check is not null));
        if (check is not null)
            keyCheck.Verify(check);

        await MigrateAsync(db, applied, cancellationToken);
        await keyCheck.RenewAsync(db, check, cancellationToken);
        var setting = await db.Settings.FindAsync([SettingKeys.Installation], cancellationToken);
        if (setting is null)
            db.Settings.Add(setting = new Setting { Key = SettingKeys.Installation, Value = Installation.Generate() });
        if (db.ChangeTracker.HasChanges() && await changes.RecordAsync(db, cancellationToken) is { IsCommitted: false } failed)
            throw new ConfigurationException($"The store '{directory.Database}' cannot be written ({failed.Status}).");

        installation.Use(setting.Value);
        Log.Opened(logger, directory.Database, setting.Value);
    }

    private static async Task MigrateAsync(RoadsteadDb db, IReadOnlyList<string> applied, CancellationToken cancellationToken)
    {
        if (db.Database.GetMigrations().All(applied.Contains))
            return;

        // EF Core's lock on migrations is a row, which a killed process leaves behind for ever. The lock file of
        // the directory has shown that no other server is at work, so a row that is there is such a left-over.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Store {File} opened; this is installation {Installation}.")]
        public static partial void Opened(ILogger logger, string file, string installation);
    }
}
