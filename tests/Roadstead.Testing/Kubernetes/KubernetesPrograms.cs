namespace Roadstead.Testing.Kubernetes;

/// <summary>The programs of Kubernetes that <c>eng/kubernetes.sh</c> builds. Missing ones fail, they never skip.</summary>
public static class KubernetesPrograms
{
    /// <summary>The name of their directory in the cache, as <c>eng/kubernetes.sh</c> makes it.</summary>
    private const string Version = "kubernetes-1.20.2-r2";

    /// <summary>Where they are: what ROADSTEAD_KUBERNETES names, else the cache.</summary>
    public static string Folder { get; } = Variable("ROADSTEAD_KUBERNETES") ?? Path.Combine(Cache(), Version);

    /// <summary>The full path of one of them.</summary>
    public static string Find(string name)
    {
        var path = Path.Combine(Folder, name);
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{name} is not in {Folder}. './test' builds it once, and so does: bash -c 'source eng/common.sh; source eng/kubernetes.sh; need_kubernetes'");
    }

    private static string Cache() =>
        Variable("ROADSTEAD_CACHE_DIR") ??
        Path.Combine(Variable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "roadstead");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
