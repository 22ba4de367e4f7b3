using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Access;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Server.Tokens;

namespace Roadstead.Server.Storage;

public static class StorageFeature
{
    /// <summary>Desired state. Needs <c>AddAudit</c> and <c>AddAccess</c>, which publish what is committed.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<Installation>();
        services.AddSingleton<IInstallation>(provider => provider.GetRequiredService<Installation>());
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<EncryptionKeyStore>();
        services.AddSingleton<KeyCheckStore>();
        services.AddSingleton<ChangeService>();
        services.AddSingleton<IAccessCountStore, AccessCountStore>();
        services.AddSingleton<ISigningKeyStore, SigningKeyStore>();
        services.AddSingleton<IAuthorityStore, AuthorityStore>();
        services.AddSingleton<IWebhookPortStore, WebhookPortStore>();

        services.AddPooledDbContextFactory<SqliteRoadsteadDb>((provider, builder) => SqliteConnectionSettings.Configure(builder, provider.GetRequiredService<DataDirectory>().Database));
        services.AddSingleton<IDbContextFactory<RoadsteadDb>, SqliteDbFactory>();
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContext());
        services.AddHostedService<StorageWorker>();
        return services;
    }
}
