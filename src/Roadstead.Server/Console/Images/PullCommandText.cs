using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>The commands of each client. The token comes from a variable by standard input: on a command line, every process list would show it.</summary>
internal static class PullCommandText
{
    internal const string TokenVariable = "ROADSTEAD_TOKEN";

    /// <summary>Takes the token into the variable without showing it, and past the shell's history.</summary>
    internal const string ReadToken = "read -rs " + TokenVariable;

    private const string SecretName = "roadstead-personal";

    internal static string Login(PullClient client, PullTarget target, string user) =>
        $"printf %s \"${TokenVariable}\" | {Program(client)} login {LoginSwitch(client, target.Trust)}--username {user} --password-stdin {target.Host}";

    internal static string Pull(PullClient client, PullTarget target) => client switch
    {
        PullClient.Docker => $"docker pull {target.Image}",
        PullClient.Podman => $"podman pull {(IsUntold(target.Trust) ? "--tls-verify=false " : "")}{target.Image}",
        PullClient.Nerdctl => $"nerdctl {(IsUntold(target.Trust) ? "--insecure-registry " : "")}pull {target.Image}",
        PullClient.Skopeo => $"skopeo copy {(IsUntold(target.Trust) ? "--src-tls-verify=false " : "")}docker://{target.Image} oci-archive:{FileName(target.Image)}.tar",
        PullClient.Helm => Helm(target),
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };

    /// <summary>Makes a pull secret of the token. <c>--docker-password</c> would put it on kubectl's command line; printf is the shell's own, and starts no program. Clients other than the kubelet read <c>auth</c> alone.</summary>
    internal static string Secret(PullTarget target, string user) =>
        $$$$"""printf '{"auths":{"%s":{"auth":"%s"}}}' {{{{target.Host}}}} "$(printf '{{{{user}}}}:%s' "${{{{TokenVariable}}}}" | base64 | tr -d '\n')" | kubectl create secret docker-registry {{{{SecretName}}}} --namespace NAMESPACE --from-file=.dockerconfigjson=/dev/stdin""";

    internal static string Pod(PullTarget target) =>
        (target.NeedsLogin ? $"imagePullSecrets:\n  - name: {SecretName}\n" : "") + $"containers:\n  - name: app\n    image: {target.Image}";

    private static string Program(PullClient client) => client switch
    {
        PullClient.Helm => "helm registry",
        PullClient.Docker => "docker",
        PullClient.Podman => "podman",
        PullClient.Nerdctl => "nerdctl",
        PullClient.Skopeo => "skopeo",
        _ => throw new ArgumentOutOfRangeException(nameof(client)),
    };

    private static string LoginSwitch(PullClient client, HostTrust trust) => (client, trust) switch
    {
        (PullClient.Podman or PullClient.Skopeo, HostTrust.PlainHttp or HostTrust.Unverified) => "--tls-verify=false ",
        (PullClient.Nerdctl, HostTrust.PlainHttp or HostTrust.Unverified) => "--insecure-registry ",
        (PullClient.Helm, HostTrust.PlainHttp) => "--plain-http ",
        (PullClient.Helm, HostTrust.Unverified) => "--insecure ",
        (PullClient.Helm, HostTrust.OwnAuthority) => "--ca-file ca.crt ",
        _ => "",
    };

    private static bool IsUntold(HostTrust trust) => trust is HostTrust.PlainHttp or HostTrust.Unverified;

    // Charts name their version apart: a tag is no part of an oci:// address.
    private static string Helm(PullTarget target)
    {
        var reference = target.Image;
        var tag = reference.Contains('@', StringComparison.Ordinal) ? -1 : reference.LastIndexOf(':');
        var address = tag > reference.LastIndexOf('/') ? $"oci://{reference[..tag]} --version {reference[(tag + 1)..]}" : $"oci://{reference}";
        var trust = target.Trust switch
        {
            HostTrust.PlainHttp => "--plain-http ",
            HostTrust.Unverified => "--insecure-skip-tls-verify ",
            HostTrust.OwnAuthority => "--ca-file ca.crt ",
            _ => "",
        };
        return $"helm pull {trust}{address}";
    }

    private static string FileName(string reference)
    {
        var last = reference[(reference.LastIndexOf('/') + 1)..];
        return last.IndexOfAny([':', '@']) is var end and > 0 ? last[..end] : last;
    }
}
