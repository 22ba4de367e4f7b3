using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Images;

/// <summary>The commands of each client. The token comes from the environment by standard input: on a command line, every process list would show it.</summary>
internal static class PullCommandText
{
    internal const string TokenVariable = "ROADSTEAD_TOKEN";

    internal static string Login(PullClient client, string host, string user, bool isPlainHttp) =>
        $"printf %s \"${TokenVariable}\" | {Program(client)} login {LoginSwitch(client, isPlainHttp)}--username {user} --password-stdin {host}";

    internal static string Pull(PullClient client, string reference, bool isPlainHttp) => client switch
    {
        PullClient.Docker => $"docker pull {reference}",
        PullClient.Podman => $"podman pull {(isPlainHttp ? "--tls-verify=false " : "")}{reference}",
        PullClient.Nerdctl => $"nerdctl {(isPlainHttp ? "--insecure-registry " : "")}pull {reference}",
        PullClient.Skopeo => $"skopeo copy {(isPlainHttp ? "--src-tls-verify=false " : "")}docker://{reference} oci-archive:{FileName(reference)}.tar",
        PullClient.Helm => Helm(reference, isPlainHttp),
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };

    /// <summary>What no switch of the client says; a text key.</summary>
    internal static string? PlainHttpNote(PullClient client) => client switch
    {
        PullClient.Docker => Key("This address has no TLS. Docker pulls from it when its daemon.json lists the host under \"insecure-registries\"; 127.0.0.1 needs no entry."),
        _ => null,
    };

    private static string Program(PullClient client) => client switch
    {
        PullClient.Helm => "helm registry",
        PullClient.Docker => "docker",
        PullClient.Podman => "podman",
        PullClient.Nerdctl => "nerdctl",
        PullClient.Skopeo => "skopeo",
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };

    private static string LoginSwitch(PullClient client, bool isPlainHttp) => (client, isPlainHttp) switch
    {
        (PullClient.Podman or PullClient.Skopeo, true) => "--tls-verify=false ",
        (PullClient.Nerdctl, true) => "--insecure-registry ",
        (PullClient.Helm, true) => "--plain-http ",
        _ => "",
    };

    // Charts name their version apart: a tag is no part of an oci:// address.
    private static string Helm(string reference, bool isPlainHttp)
    {
        var tag = reference.Contains('@', StringComparison.Ordinal) ? -1 : reference.LastIndexOf(':');
        var address = tag > reference.LastIndexOf('/') ? $"oci://{reference[..tag]} --version {reference[(tag + 1)..]}" : $"oci://{reference}";
        return $"helm pull {(isPlainHttp ? "--plain-http " : "")}{address}";
    }

    private static string FileName(string reference)
    {
        var last = reference[(reference.LastIndexOf('/') + 1)..];
        return last.IndexOfAny([':', '@']) is var end and > 0 ? last[..end] : last;
    }
}
