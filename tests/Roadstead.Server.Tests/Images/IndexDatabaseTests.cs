using Microsoft.Data.Sqlite;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Tests.Images;

public sealed class IndexDatabaseTests
{
    [Theory]
    [InlineData("this is no database, and it is long enough to be taken for one: .......................................................................")]
    [InlineData("")]
    public async Task Start_FileIsGarbage_IsMadeAnew(string content)
    {
        await using var index = new IndexFixture();
        await File.WriteAllTextAsync(index.Database.File, content, TestContext.Current.CancellationToken);

        await index.StartAsync();
        await index.AddAsync(Guid.NewGuid(), ["a"]);

        Assert.Single(index.Crawls.ReadAll());
        Assert.Equal(content.Length > 0, index.LogLines.Any(line => line.Contains("made anew", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_FileOfAnotherVersion_IsMadeAnewAndSaidInTheLog()
    {
        await using var index = new IndexFixture();
        await using (var connection = new SqliteConnection($"Data Source={index.Database.File};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = $"CREATE TABLE crawls (x); PRAGMA user_version={IndexSchema.Version + 1}";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await index.StartAsync();

        Assert.Empty(index.Crawls.ReadAll());
        Assert.Contains(index.LogLines, line => line.Contains($"version {IndexSchema.Version + 1}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_FileIsNew_IsForItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows()) return; // files have no such modes there
        await using var index = new IndexFixture();

        await index.StartAsync();
        await index.AddAsync(Guid.NewGuid(), ["a"]);

        foreach (var file in new[] { "", "-wal", "-shm" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(index.Database.File + file));
    }

    [Fact]
    public async Task Write_OneOfManyFails_TheOthersAreKept()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var good = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        var writes = good.Select(id => index.Writer.WriteAsync(1, session => session.AddRegistry(id), TestContext.Current.CancellationToken)).ToList();
        var bad = index.Writer.WriteAsync(1, session =>
        {
            session.AddRegistry(Guid.NewGuid());
            throw new InvalidOperationException("wrong");
        }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await Task.WhenAll(writes);

        Assert.Equal(good.Order(), index.Crawls.ReadAll().Select(row => row.RegistryId).Order());
    }

    [Fact]
    public async Task Write_TheFileIsDamagedMeanwhile_IsMadeAnewAndGoesOn()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        await index.AddAsync(Guid.NewGuid(), [.. Enumerable.Range(0, 2000).Select(i => $"team/app-{i}")]);
        await index.Writer.WriteAsync(1, session => { session.Execute("PRAGMA user_version"); }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SqliteException>(() => index.Writer.WriteAsync<int>(1, _ => throw new SqliteException("database disk image is malformed", 11), TestContext.Current.CancellationToken));
        var registry = Guid.NewGuid();
        await index.AddAsync(registry, ["a"]);

        Assert.Equal([registry], index.Crawls.ReadAll().Select(row => row.RegistryId));
    }
}
