using System.Text;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Testing;

namespace Roadstead.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private readonly TestCertificates certificates = new();

    private string Ca => Convert.ToBase64String(Encoding.UTF8.GetBytes(certificates.AuthorityPem));

    [Fact]
    public void Parse_TokenAndCa_IsTheEndpoint()
    {
        var endpoint = Parse(Text($"server: https://cluster.example:6443/k8s, certificate-authority-data: {Ca}, tls-server-name: kube.internal", "token: abc.def-_")).Value;

        Assert.Equal("https://cluster.example:6443/k8s", endpoint.Server.ToString());
        Assert.Equal("CN=Roadstead test CA", Assert.Single(endpoint.CertificateAuthorities!).Subject);
        Assert.Equal(("kube.internal", "abc.def-_", false), (endpoint.TlsServerName, endpoint.Token, endpoint.SkipTlsVerify));
        Assert.Null(endpoint.ClientCertificate);
        Assert.DoesNotContain("abc.def", endpoint.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ClientCertificate_IsReadWithItsKey()
    {
        using var certificate = certificates.Issue("anna");
        var (pem, key) = (Base64(certificate.ExportCertificatePem()), Base64(TestCertificates.KeyPem(certificate)));

        var endpoint = Parse(Text("server: https://a, insecure-skip-tls-verify: true", $"client-certificate-data: {pem}, client-key-data: {key}")).Value;

        Assert.Equal("CN=anna", endpoint.ClientCertificate!.Subject);
        Assert.True(endpoint.ClientCertificate.HasPrivateKey);
        Assert.True(endpoint.SkipTlsVerify);
        Assert.Null(endpoint.CertificateAuthorities);
    }

    // Also as JSON, which is YAML; and only the current context counts, whatever else is there.
    [Fact]
    public void Parse_SeveralContextsInJson_TakesTheCurrentOne()
    {
        const string text = """
            {"kind":"Config","current-context":"b","contexts":[{"name":"a","context":{"cluster":"a","user":"a"}},{"name":"b","context":{"cluster":"b","user":"b"}}],
             "clusters":[{"name":"a","cluster":{"server":"http://a"}},{"name":"b","cluster":{"server":"https://b"}}],
             "users":[{"name":"a","user":{"exec":{"command":"rm"}}},{"name":"b","user":{"token":"t"}}]}
            """;

        Assert.Equal("https://b/", Parse(text).Value.Server.ToString());
    }

    [Theory]
    [InlineData("exec: {command: rm, apiVersion: v1}", "'exec'")]
    [InlineData("auth-provider: {name: gcp}", "'auth-provider'")]
    [InlineData("username: u, password: p", "'username'")]
    [InlineData("tokenFile: /etc/shadow", "'tokenFile'")]
    [InlineData("client-certificate: /a.crt, client-key: /a.key", "'client-key'")]
    [InlineData("token: t, as: admin", "'as'")]
    [InlineData("token: t, as-groups: ['system:masters']", "'as-groups'")]
    [InlineData("token: 'a b'", "'token'")]
    [InlineData("token: \"a\\r\\nX: y\"", "'token'")]
    [InlineData("token: [a]", "'token'")]
    [InlineData("client-certificate-data: YQ==", "belong together")]
    [InlineData("client-certificate-data: YQ==, client-key-data: YQ==", "no certificate")]
    [InlineData("client-certificate-data: '!', client-key-data: YQ==", "no base64")]
    [InlineData("token: ''", "neither")]
    [InlineData("", "neither")]
    public void Parse_User_IsRefused(string user, string problem) => Refused(Text("server: https://a", user), problem);

    [Theory]
    [InlineData("server: http://cluster.example", "http")]
    [InlineData("server: http://127.0.0.1:8001", "http")]
    [InlineData("server: ftp://cluster.example", "no address")]
    [InlineData("server: cluster.example", "no address")]
    [InlineData("server: 'https://u:p@cluster.example'", "no address")]
    [InlineData("server: 'https://cluster.example?a=b'", "no address")]
    [InlineData("server: 'https://cluster.example#a'", "no address")]
    [InlineData("tls-server-name: a", "no address")]
    [InlineData("server: https://a, certificate-authority: /ca.crt", "'certificate-authority'")]
    [InlineData("server: https://a, certificate-authority-data: YQ==", "no valid certificate")]
    [InlineData("server: https://a, proxy-url: 'http://p'", "'proxy-url'")]
    [InlineData("server: https://a, insecure-skip-tls-verify: maybe", "neither true nor false")]
    [InlineData("server: https://a, tls-server-name: 'a b'", "no host name")]
    public void Parse_Cluster_IsRefused(string cluster, string problem) => Refused(Text(cluster, "token: t"), problem);

    [Fact]
    public void Parse_SkipVerifyWithCa_IsRefused() =>
        Refused(Text($"server: https://a, insecure-skip-tls-verify: true, certificate-authority-data: {Ca}", "token: t"), "exclude each other");

    [Fact]
    public void Parse_SeveralProblems_NamesThemAll()
    {
        var problems = Refused(Text("server: http://a, certificate-authority: /ca.crt, proxy-url: 'http://p'", "exec: {command: rm}, tokenFile: /t"), "exec");

        Assert.Equal(5, problems.Length);
    }

    [Fact]
    public void Parse_HttpOnLoopback_IsAllowedWhenSaid()
    {
        var allowed = new KubeconfigOptions { AllowHttpOnLoopback = true };

        Assert.True(Kubeconfig.Parse(Text("server: http://127.0.0.1:8001", "token: t"), allowed).IsSuccess);
        Assert.True(Kubeconfig.Parse(Text("server: 'http://[::1]:8001'", "token: t"), allowed).IsSuccess);
        Assert.False(Kubeconfig.Parse(Text("server: http://10.0.0.1:8001", "token: t"), allowed).IsSuccess);
        Assert.False(Kubeconfig.Parse(Text("server: http://localhost:8001", "token: t"), allowed).IsSuccess);
    }

    [Theory]
    [InlineData("", "no kubeconfig")]
    [InlineData("a", "no kubeconfig")]
    [InlineData("[]", "no kubeconfig")]
    [InlineData("kind: Pod", "no kubeconfig")]
    [InlineData("kind: Config", "current-context")]
    [InlineData("kind: Config\ncurrent-context: a", "not in 'contexts'")]
    [InlineData("kind: Config\ncurrent-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]", "not in 'clusters'")]
    [InlineData("kind: Config\ncurrent-context: a\ncontexts: {a: b}", "not in 'contexts'")]
    [InlineData("a: b\na: c", "same key twice")]
    [InlineData("a: *b", "anchor")]
    [InlineData("a: &b c", "anchor")]
    [InlineData("a: !!binary YQ==", "tag")]
    [InlineData("a: !<tag:yaml.org,2002:js/function> x", "tag")]
    [InlineData("--- a\n--- b", "more than one document")]
    [InlineData("? [a]\n: b", "no text")]
    [InlineData("a: 'b", "no valid YAML")]
    [InlineData("\t- : [}", "no valid YAML")]
    [InlineData("%TAG ! x", "no valid YAML")]
    public void Parse_NoKubeconfig_IsRefused(string text, string problem) => Refused(text, problem);

    [Fact]
    public void Parse_BombsAndDepth_AreRefused()
    {
        Refused(string.Concat(Enumerable.Repeat("[", 5_000)), "nested too deeply");
        Refused("a: [" + string.Concat(Enumerable.Repeat("b,", 50_000)) + "]", "too large");
        Refused(new string('a', 300_000), "longer than");
    }

    [Fact]
    public void Parse_Problems_RepeatNoCredential()
    {
        var text = Text("server: https://a", "token: 's3cret token', password: s3cret-password, client-key-data: czNjcmV0") + "\n  s3cret: [";

        Assert.DoesNotContain("s3cret", Parse(text).Problem!.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Parse(Text("server: https://a", "token: 's3cret token', client-key-data: '?s3cret'")).Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InCluster_FilesAndVariables_AreTheEndpoint()
    {
        using var directory = new TempDirectory();
        var folder = Path.GetDirectoryName(directory.File("token"))!;
        Assert.Equal(ErrorCodes.KubeconfigUnsupported, InClusterConfiguration.Read("10.0.0.1", "443", folder).Problem!.Code);
        await File.WriteAllTextAsync(directory.File("token"), "t", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(directory.File("ca.crt"), certificates.AuthorityPem, TestContext.Current.CancellationToken);

        var endpoint = InClusterConfiguration.Read("10.0.0.1", "443", folder).Value;

        Assert.Equal(("https://10.0.0.1/", directory.File("token")), (endpoint.Server.ToString(), endpoint.TokenFile));
        Assert.Single(endpoint.CertificateAuthorities!);
        Assert.Equal("https://[fd00::1]:6443/", InClusterConfiguration.Read("fd00::1", "6443", folder).Value.Server.ToString());
        Assert.False(InClusterConfiguration.Read(null, "443", folder).IsSuccess);
        Assert.False(InClusterConfiguration.Read("10.0.0.1", "x", folder).IsSuccess);
        await File.WriteAllTextAsync(directory.File("ca.crt"), "no certificate", TestContext.Current.CancellationToken);
        Assert.False(InClusterConfiguration.Read("10.0.0.1", "443", folder).IsSuccess);
    }

    public void Dispose() => certificates.Dispose();

    private static Outcome<KubernetesEndpoint> Parse(string text) => Kubeconfig.Parse(text, new KubeconfigOptions());

    private static string[] Refused(string text, string problem)
    {
        var found = Parse(text).Problem;
        Assert.NotNull(found);
        Assert.Equal(ErrorCodes.KubeconfigUnsupported, found.Code);
        Assert.Contains(found.Errors!["kubeconfig"], each => each.Contains(problem, StringComparison.Ordinal));
        return found.Errors["kubeconfig"];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Text(string cluster, string user) => $$"""
        apiVersion: v1
        kind: Config
        preferences: {}
        current-context: it
        contexts: [{name: it, context: {cluster: c, user: u, namespace: default } }]
        clusters: [{name: c, cluster: { {{cluster}} } }]
        users: [{name: u, user: { {{user}} } }]
        """;
}
