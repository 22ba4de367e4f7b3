using Microsoft.Extensions.Options;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Admission.Webhooks;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Admission;

public static class AdmissionFeature
{
    /// <summary>The webhooks. Needs <c>AddAccess</c> before it: they answer from what is published, and listen once something is.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AdmissionOptions>, AdmissionOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AdmissionOptions>>().Value);
        services.AddSingleton<ExcludedNamespaces>();
        services.AddSingleton<AdmissionHandler>();
        services.AddSingleton<Authorities>();
        services.AddSingleton<ServingCertificates>();
        services.AddSingleton<WebhookArrivals>();
        services.AddSingleton<WebhookApplication>();
        services.AddSingleton<WebhookServer>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookServer>());
        services.AddHostedService<AuthorityWorker>();
        services.AddSingleton<AdmissionStates>();
        services.AddSingleton<IAdmissionStates>(provider => provider.GetRequiredService<AdmissionStates>());
        services.AddSingleton<IClusterPart, AdmissionReconciler>();
        return services;
    }
}
