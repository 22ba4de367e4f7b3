using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Roadstead.Testing.Kubernetes;

/// <summary>Writes kubeconfigs, as <c>kubectl config view --raw --flatten</c> shows them.</summary>
public static class KubeconfigText
{
    /// <summary>One that signs in by a bearer token.</summary>
    public static string WithToken(Uri server, string authorityPem, string user, string token) =>
        Of(server, authorityPem, user, $"    token: {token}");

    /// <summary>One that signs in by a client certificate, which carries its key.</summary>
    public static string WithCertificate(Uri server, string authorityPem, string user, X509Certificate2 certificate) => Of(
        server,
        authorityPem,
        user,
        $"    client-certificate-data: {Base64(certificate.ExportCertificatePem())}\n    client-key-data: {Base64(TestCertificates.KeyPem(certificate))}");

    private static string Of(Uri server, string authorityPem, string user, string login) =>
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Base64(authorityPem)}
        users:
        - name: {user}
          user:
        {login}
        contexts:
        - name: test
          context:
            cluster: test
            user: {user}
        current-context: test

        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
