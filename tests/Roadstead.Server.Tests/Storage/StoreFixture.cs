using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Hosting;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Storage;

/// <summary>The store and its publication, without HTTP, on a real file.</summary>
internal sealed class StoreFixture : IAsyncDisposable
{
    private readonly IHost host;
    private readonly TempDirectory? directory;

    private StoreFixture(IHost host, TempDirectory? directory) => (this.host, this.directory) = (host, directory);

    public ChangeService Changes => Get<ChangeService>();

    public AccessPublisher Publisher => Get<AccessPublisher>();

    /// <param name="data">An existing data directory; null makes one that goes with the store.</param>
    /// <param name="encryptionKey">As in ROADSTEAD_ENCRYPTION_KEY.</param>
    public static async Task<StoreFixture> StartAsync(string? data = null, string? encryptionKey = null)
    {
        var directory = data is null ? new TempDirectory() : null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new ServerOptions
        {
            Urls = [new Uri("http://127.0.0.1:1")],
            PublicUrl = new Uri("http://gateway.test"),
            DataDirectory = data ?? directory!.Path,
            EncryptionKey = encryptionKey,
        });
        builder.Services.AddStorage().AddAudit().AddAccess().AddPullIdentities();
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            host.Dispose();
            directory?.Dispose();
            throw;
        }

        return new StoreFixture(host, directory);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public RoadsteadDb Open() => Get<IDbContextFactory<RoadsteadDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
        directory?.Dispose();
    }
}
