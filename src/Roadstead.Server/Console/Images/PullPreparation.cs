using System.Net;
using Roadstead.Server.Images;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Images;

/// <summary>What a client has to be told of a host once, which no switch of its commands says.</summary>
internal static class PullPreparation
{
    /// <summary>Null when there is nothing to tell.</summary>
    internal static PullStep? For(PullClient client, HostTrust trust, string host) => (client, trust) switch
    {
        (_, HostTrust.Known) => null,
        (PullClient.Podman or PullClient.Skopeo, HostTrust.OwnAuthority) => Authority($"/etc/containers/certs.d/{host}/ca.crt"),
        (PullClient.Docker or PullClient.Nerdctl, HostTrust.OwnAuthority) => Authority($"/etc/docker/certs.d/{host}/ca.crt"),

        // Docker and containerd speak to the machine itself without TLS, unasked.
        (PullClient.Docker, _) when !IsLoopback(host) => new PullStep(Key("Once: let Docker speak to this host"), Key("the setting"), $$"""{ "insecure-registries": ["{{host}}"] }""")
        {
            Note = trust is HostTrust.PlainHttp
                ? Key("The host has no TLS. Add this to /etc/docker/daemon.json and restart Docker: it has no switch for it.")
                : Key("Nobody checks the host's certificate. Add this to /etc/docker/daemon.json and restart Docker: it has no switch for it."),
        },
        (PullClient.Kubernetes, _) when trust is not HostTrust.PlainHttp || !IsLoopback(host) => new PullStep(Key("Once on each node: let containerd speak to this host"), Key("the file"), Hosts(trust, host))
        {
            Note = Key("As hosts.toml in the directory of the host below /etc/containerd/certs.d. A platform admin, or who runs the nodes, does this."),
        },
        _ => null,
    };

    private static PullStep Authority(string path) => new(Key("Once: trust the registry's authority"), Key("the command"), $"sudo install -D -m 644 ca.crt {path}")
    {
        Note = Key("Its certificate is of an authority of its own. Who runs the registry gives you the authority's certificate, here ca.crt."),
    };

    private static string Hosts(HostTrust trust, string host)
    {
        var url = (trust is HostTrust.PlainHttp ? "http://" : "https://") + host;
        var line = trust switch
        {
            HostTrust.OwnAuthority => $"\n  ca = \"/etc/containerd/certs.d/{host}/ca.crt\"",
            HostTrust.Unverified => "\n  skip_verify = true",
            _ => "",
        };
        return $"server = \"{url}\"\n\n[host.\"{url}\"]\n  capabilities = [\"pull\", \"resolve\"]{line}";
    }

    private static bool IsLoopback(string host) => Uri.TryCreate("http://" + host, UriKind.Absolute, out var url) && (url.IsLoopback || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address)));
}
