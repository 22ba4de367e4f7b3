using Roadstead.Core.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Access;

public static class AccessFeature
{
    /// <summary>The publication and its sources. The first one is made before the server listens.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => AddressPolicies.From(provider.GetRequiredService<ServerOptions>()));
        services.AddSingleton<UpstreamReader>();
        services.AddSingleton<PublicationReader>();
        services.AddSingleton<AccessPublisher>();
        services.AddSingleton<IChangePublisher>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IAccessMapSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IUpstreamSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IIdentitySource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<IPersonSource>(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddHostedService(provider => provider.GetRequiredService<AccessPublisher>());
        services.AddSingleton<DoorAccountService>();
        services.AddSingleton<TokenServices>();
        services.AddSingleton<AccessCounter>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessCounter>());
        return services;
    }
}
