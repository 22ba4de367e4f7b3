using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;

namespace Roadstead.Kubernetes.Tests;

/// <summary>Clients and objects as tests need them.</summary>
internal static class Some
{
    public const string Token = "t0ken-of-the-account";

    public static KubernetesEndpoint Endpoint(string kubeconfig) => Kubeconfig.Parse(kubeconfig, new KubeconfigOptions()).Value;

    public static KubernetesClient Client(string kubeconfig, KubernetesClientOptions? options = null) => new(Endpoint(kubeconfig), options ?? new(), TimeProvider.System);

    public static KubernetesClient Client(Uri server, KubernetesClientOptions? options = null, TimeProvider? time = null) =>
        new(new KubernetesEndpoint { Server = server, Token = Token }, options ?? new(), time ?? TimeProvider.System);

    public static Informer<T> Informer<T>(KubernetesClient client, ListScope? scope = null, InformerOptions? options = null, TimeProvider? time = null)
        where T : class, IKubernetesResource<T> => new(client, scope ?? ListScope.All, options ?? new(), time ?? TimeProvider.System, NullLogger.Instance);

    public static Secret PullSecret(string ns, string name, string content = "{\"auths\":{}}") => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name, Labels = new Dictionary<string, string> { ["roadstead.dev/test"] = "yes" } },
        Type = Secret.DockerConfigJson,
        Data = new Dictionary<string, byte[]> { [Secret.DockerConfigJsonKey] = System.Text.Encoding.UTF8.GetBytes(content) },
    };

    public static string NewName(string begin) => $"{begin}-{Guid.NewGuid():N}"[..Math.Min(40, begin.Length + 13)];
}
