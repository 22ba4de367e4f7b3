using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Images;
using Roadstead.Server.Images;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>What each client has to be told of a host, which a machine without all of the clients cannot try.</summary>
public sealed class PullTextTests
{
    private const string Host = "registry.example:5000";

    [Theory]
    [InlineData(PullClient.Docker, HostTrust.PlainHttp, Host, """{ "insecure-registries": ["registry.example:5000"] }""")]
    [InlineData(PullClient.Docker, HostTrust.PlainHttp, "127.0.0.1:5000", null)]
    [InlineData(PullClient.Docker, HostTrust.Unverified, Host, """{ "insecure-registries": ["registry.example:5000"] }""")]
    [InlineData(PullClient.Docker, HostTrust.OwnAuthority, Host, "sudo install -D -m 644 ca.crt /etc/docker/certs.d/registry.example:5000/ca.crt")]
    [InlineData(PullClient.Podman, HostTrust.OwnAuthority, Host, "sudo install -D -m 644 ca.crt /etc/containers/certs.d/registry.example:5000/ca.crt")]
    [InlineData(PullClient.Skopeo, HostTrust.PlainHttp, Host, null)]
    [InlineData(PullClient.Nerdctl, HostTrust.OwnAuthority, Host, "sudo install -D -m 644 ca.crt /etc/docker/certs.d/registry.example:5000/ca.crt")]
    [InlineData(PullClient.Kubernetes, HostTrust.PlainHttp, "127.0.0.1:5000", null)]
    [InlineData(PullClient.Docker, HostTrust.Known, Host, null)]
    public void Preparation_IsWhatNoSwitchSays(PullClient client, HostTrust trust, string host, string? text) => Assert.Equal(text, PullPreparation.For(client, trust, host)?.Text);

    [Theory]
    [InlineData(HostTrust.PlainHttp, "server = \"http://registry.example:5000\"\n\n[host.\"http://registry.example:5000\"]\n  capabilities = [\"pull\", \"resolve\"]")]
    [InlineData(HostTrust.Unverified, "server = \"https://registry.example:5000\"\n\n[host.\"https://registry.example:5000\"]\n  capabilities = [\"pull\", \"resolve\"]\n  skip_verify = true")]
    [InlineData(HostTrust.OwnAuthority, "server = \"https://registry.example:5000\"\n\n[host.\"https://registry.example:5000\"]\n  capabilities = [\"pull\", \"resolve\"]\n  ca = \"/etc/containerd/certs.d/registry.example:5000/ca.crt\"")]
    public void Preparation_OfNodes_IsContainerdsFileOfTheHost(HostTrust trust, string text) => Assert.Equal(text, PullPreparation.For(PullClient.Kubernetes, trust, Host)?.Text);

    [Theory]
    [InlineData(PullClient.Docker, HostTrust.PlainHttp, "docker login --username vic", "docker pull registry")]
    [InlineData(PullClient.Podman, HostTrust.Unverified, "podman login --tls-verify=false --username vic", "podman pull --tls-verify=false registry")]
    [InlineData(PullClient.Podman, HostTrust.OwnAuthority, "podman login --username vic", "podman pull registry")]
    [InlineData(PullClient.Nerdctl, HostTrust.Unverified, "nerdctl login --insecure-registry --username vic", "nerdctl --insecure-registry pull registry")]
    [InlineData(PullClient.Skopeo, HostTrust.Known, "skopeo login --username vic", "skopeo copy docker://registry")]
    [InlineData(PullClient.Helm, HostTrust.PlainHttp, "helm registry login --plain-http --username vic", "helm pull --plain-http oci://registry.example:5000/a/b --version 1")]
    [InlineData(PullClient.Helm, HostTrust.Unverified, "helm registry login --insecure --username vic", "helm pull --insecure-skip-tls-verify oci://")]
    [InlineData(PullClient.Helm, HostTrust.OwnAuthority, "helm registry login --ca-file ca.crt --username vic", "helm pull --ca-file ca.crt oci://")]
    public void Commands_OfEachClient_TrustTheHostAsFarAsItMustBe(PullClient client, HostTrust trust, string login, string pull)
    {
        var target = new PullTarget($"{Host}/a/b:1", $"{Host}/a/b:1", PullWay.Registry, true, trust);
        Assert.StartsWith($"printf %s \"$ROADSTEAD_TOKEN\" | {login} --password-stdin {Host}", PullCommandText.Login(client, target, "vic"), StringComparison.Ordinal);
        Assert.StartsWith(pull, PullCommandText.Pull(client, target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Delivery.Robot, Visibility.Private, PullWay.GatewayInstead, true, "gateway.example/hub/a/b:1", HostTrust.PlainHttp)]
    [InlineData(Delivery.Robot, Visibility.Public, PullWay.Public, false, "registry.example:5000/a/b:1", HostTrust.OwnAuthority)]
    [InlineData(Delivery.ScopedToken, Visibility.Private, PullWay.GatewayInstead, true, "gateway.example/hub/a/b:1", HostTrust.PlainHttp)]
    [InlineData(Delivery.ScopedToken, Visibility.Public, PullWay.GatewayInstead, false, "gateway.example/hub/a/b:1", HostTrust.PlainHttp)]
    [InlineData(Delivery.Shared, Visibility.Private, PullWay.GatewayInstead, true, "gateway.example/hub/a/b:1", HostTrust.PlainHttp)]
    [InlineData(Delivery.TokenService, Visibility.Private, PullWay.Registry, true, "registry.example:5000/a/b:1", HostTrust.OwnAuthority)]
    [InlineData(Delivery.TokenService, Visibility.Public, PullWay.Public, false, "registry.example:5000/a/b:1", HostTrust.OwnAuthority)]
    [InlineData(Delivery.None, Visibility.Private, PullWay.Open, false, "registry.example:5000/a/b:1", HostTrust.OwnAuthority)]
    public void Target_OfEachDelivery_IsWhereAPersonHasARight(Delivery delivery, Visibility visibility, PullWay way, bool needsLogin, string image, HostTrust trust)
    {
        var index = new IndexView(IndexState.Ready, null, null, 0, null, null);
        var registry = new RegistryFacet("hub", null, $"{Host}/", RegistryStatus.Healthy, null, index, new RegistryReach(delivery, HostTrust.OwnAuthority, "gateway.example/hub/", HostTrust.PlainHttp));
        Assert.Equal(new PullTarget(image, $"{Host}/a/b:1", way, needsLogin, trust), PullTarget.Of(registry, $"{Host}/a/b", "a/b", visibility, ":1"));
    }

    [Fact]
    public void Clients_OfAnArtifact_AreThoseThatCanUseIt()
    {
        var chart = Artifact("application/vnd.cncf.helm.chart.content.v1.tar+gzip");
        Assert.Equal([PullClient.Helm, PullClient.Skopeo], Clients(chart));
        Assert.DoesNotContain(PullClient.Helm, Clients(Artifact("application/vnd.oci.image.layer.v1.tar+gzip", "linux/amd64")));
        Assert.Equal([PullClient.Skopeo], Clients(Artifact("application/vnd.example.model")));
        Assert.Equal(Enum.GetValues<PullClient>(), Clients(null));
    }

    private static IReadOnlyList<PullClient> Clients(ArtifactView? artifact) =>
        PullCommandsModel.For(new ListUrl("/"), new PullTarget($"{Host}/a/b:1", "", PullWay.Open, false, HostTrust.Known), artifact, "vic").Clients;

    private static ArtifactView Artifact(string layer, params string[] platforms) => new(
        $"{Host}/a/b", "sha256:0", "application/vnd.oci.image.manifest.v1+json", null, [], null, platforms, null, [], [new DescriptorView("sha256:1", layer, 1, null, null)], [], []);
}
