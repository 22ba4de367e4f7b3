namespace Roadstead.Kubernetes.Configuration;

/// <summary>What a kubeconfig may say.</summary>
public sealed record KubeconfigOptions
{
    /// <summary>Whether a server on loopback may be <c>http</c>, as <c>kubectl proxy</c> is. Default false: credentials travel over TLS alone.</summary>
    public bool AllowHttpOnLoopback { get; init; }

    /// <summary>Largest text, in characters. Default 256 Ki.</summary>
    public int MaxLength { get; init; } = 256 * 1024;
}
