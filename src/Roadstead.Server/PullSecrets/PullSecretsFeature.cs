using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.PullSecrets;

public static class PullSecretsFeature
{
    /// <summary>The door that keeps the pull secrets of connected clusters.</summary>
    public static IServiceCollection AddPullSecrets(this IServiceCollection services)
    {
        services.AddSingleton<PullSecretBoard>();
        services.AddSingleton<IPullSecretStates>(provider => provider.GetRequiredService<PullSecretBoard>());
        services.AddSingleton<IClusterPart, PullSecretPart>();
        return services;
    }
}
