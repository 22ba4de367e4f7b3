using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Storage;

public sealed class KeysAtStartTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Start_TheFirst_MakesAKeyAndShutsEverythingToOthers()
    {
        await using var store = await StoreFixture.StartAsync(directory.Path);

        // While a connection is open, SQLite's journals stay.
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync(Cancel);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Path));
        Assert.Contains("encryption-key", Directory.GetFiles(directory.Path).Select(Path.GetFileName));
        foreach (var file in Directory.GetFiles(directory.Path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Start_WithTheKeyFileGone_FailsInOneLineAndTouchesNothing()
    {
        await (await StoreFixture.StartAsync(directory.Path)).DisposeAsync();
        File.Delete(directory.File("encryption-key"));
        var before = Files();

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StoreFixture.StartAsync(directory.Path));

        Assert.Contains("encryption-key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Start_WithAnotherKey_FailsInOneLineAndTouchesNothing()
    {
        await (await StoreFixture.StartAsync(directory.Path)).DisposeAsync();
        var before = Files();

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StoreFixture.StartAsync(directory.Path, EncryptionKey.Generate().ToBase64()));

        Assert.Contains("ROADSTEAD_ENCRYPTION_KEY", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, Files());
        await (await StoreFixture.StartAsync(directory.Path)).DisposeAsync();
    }

    [Fact]
    public async Task Start_WithWhatIsNoKey_SaysWhatAKeyIs()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StoreFixture.StartAsync(directory.Path, "my password"));

        Assert.Contains("32 random bytes", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("my password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithANewerKeyInFront_BringsSecretsUnderItSoThatTheOldOneMayGo()
    {
        var (old, next) = (EncryptionKey.Generate().ToBase64(), EncryptionKey.Generate().ToBase64());
        var registry = StoreRows.Registry("main", "reg.test");
        var harbor = new ManagedHarbor { Cluster = "lab", Namespace = "harbor", Name = "main", CreatedAt = DateTimeOffset.UtcNow };
        var leaving = new LeavingCluster { Id = Guid.NewGuid(), Name = "left", Server = "https://left.test", KubeconfigCipher = [], LeftAt = DateTimeOffset.UtcNow };
        await using (var store = await StoreFixture.StartAsync(directory.Path, old))
        {
            registry.Username = "robot";
            registry.PasswordCipher = store.Get<SecretProtector>().Protect("marked", SecretPlace.RegistryPassword(registry.Id));
            await using var db = store.Open();
            db.Registries.Add(registry);
            db.Clusters.Add(StoreRows.Cluster("lab"));
            harbor.SecretsCipher = store.Get<SecretProtector>().Protect("harbor's", SecretPlace.ManagedHarborSecrets(harbor.Id));
            db.ManagedHarbors.Add(harbor);
            leaving.KubeconfigCipher = store.Get<SecretProtector>().Protect("kubeconfig", SecretPlace.LeavingKubeconfig(leaving.Id));
            db.LeavingClusters.AddRange(leaving, new LeavingCluster { Id = Guid.NewGuid(), Name = "lost", Server = "https://lost.test", KubeconfigCipher = [1], LeftAt = DateTimeOffset.UtcNow });
            await store.Changes.CommitAsync(db, new AuditDraft("registry.create", "main"), Cancel);
        }

        await (await StoreFixture.StartAsync(directory.Path, $"{next},{old}")).DisposeAsync();

        await using var rotated = await StoreFixture.StartAsync(directory.Path, next);
        Assert.Equal("marked", rotated.Publisher.Upstreams[registry.Id].Endpoint.Credentials!.Password);
        await using var after = rotated.Open();
        Assert.Equal("harbor's", rotated.Get<SecretProtector>().Unprotect(after.ManagedHarbors.Single().SecretsCipher!, SecretPlace.ManagedHarborSecrets(harbor.Id)));
        Assert.Equal("kubeconfig", rotated.Get<SecretProtector>().Unprotect(after.LeavingClusters.Single(row => row.Id == leaving.Id).KubeconfigCipher, SecretPlace.LeavingKubeconfig(leaving.Id)));
        await Assert.ThrowsAsync<ConfigurationException>(() => StoreFixture.StartAsync(directory.Path, old));
    }

    [Fact]
    public async Task Start_OfASecondServerOnTheDirectory_IsRefused()
    {
        await using var store = await StoreFixture.StartAsync(directory.Path);

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StoreFixture.StartAsync(directory.Path));

        Assert.Contains("another Roadstead", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TheSecond_IsTheSameInstallation()
    {
        string first;
        await using (var store = await StoreFixture.StartAsync(directory.Path))
            first = store.Get<Roadstead.Server.Storage.Installation>().Id;

        await using var again = await StoreFixture.StartAsync(directory.Path);

        Assert.Equal(first, again.Get<Roadstead.Server.Storage.Installation>().Id);
        Assert.Matches("^[a-z2-7]{6}$", first);
    }

    // Content of what holds desired state; SQLite's journals and the lock come and go. What stands in a journal comes into the file first: a connection that the pool gives up would do it at any time.
    private Dictionary<string, string> Files()
    {
        using (var connection = new SqliteConnection($"Data Source={directory.File("roadstead.db")};Pooling=False"))
        {
            connection.Open();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            checkpoint.ExecuteNonQuery();
        }

        return Directory.GetFiles(directory.Path)
            .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
    }
}
