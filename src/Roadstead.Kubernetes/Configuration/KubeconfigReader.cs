using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Roadstead.Kubernetes.Configuration;

/// <summary>Reads one cluster and one user of a kubeconfig, and names every problem.</summary>
internal sealed class KubeconfigReader(Dictionary<string, object?> cluster, Dictionary<string, object?> user, KubeconfigOptions options, List<string> problems)
{
    private static readonly (string Key, string Problem)[] RefusedOfCluster =
    [
        ("certificate-authority", "'certificate-authority' names a file; put the CA itself into 'certificate-authority-data' (kubectl config view --flatten --raw)."),
        ("proxy-url", "'proxy-url' is not supported."),
    ];

    private static readonly (string Key, string Problem)[] RefusedOfUser =
    [
        ("exec", "'exec' would run a program; use a service account's token or a client certificate."),
        ("auth-provider", "'auth-provider' is not supported; use a service account's token or a client certificate."),
        ("username", "'username' and 'password' are not supported by Kubernetes any more; use a token or a client certificate."),
        ("password", "'username' and 'password' are not supported by Kubernetes any more; use a token or a client certificate."),
        ("tokenFile", "'tokenFile' names a file; put the token itself into 'token'."),
        ("client-certificate", "'client-certificate' names a file; put the certificate itself into 'client-certificate-data' (kubectl config view --flatten --raw)."),
        ("client-key", "'client-key' names a file; put the key itself into 'client-key-data' (kubectl config view --flatten --raw)."),
        ("as", "'as' (impersonation) is not supported."),
        ("as-uid", "'as-uid' (impersonation) is not supported."),
        ("as-groups", "'as-groups' (impersonation) is not supported."),
        ("as-user-extra", "'as-user-extra' (impersonation) is not supported."),
    ];

    public KubernetesEndpoint? Read()
    {
        Refuse(cluster, RefusedOfCluster);
        Refuse(user, RefusedOfUser);
        var server = Server();
        var authorities = Authorities();
        var skip = Flag("insecure-skip-tls-verify");
        if (skip && authorities is not null)
        {
            problems.Add("'insecure-skip-tls-verify' and 'certificate-authority-data' exclude each other.");
        }

        var name = Text(cluster, "tls-server-name");
        if (name is not null && Uri.CheckHostName(name) == UriHostNameType.Unknown)
        {
            problems.Add("'tls-server-name' is no host name.");
        }

        var (token, certificate) = (Token(), Certificate());
        if (token is null && certificate is null && problems.Count == 0)
        {
            problems.Add("The user has neither a 'token' nor 'client-certificate-data' with 'client-key-data'.");
        }

        return server is null ? null : new KubernetesEndpoint
        {
            Server = server,
            CertificateAuthorities = authorities,
            SkipTlsVerify = skip,
            TlsServerName = name,
            Token = token,
            ClientCertificate = certificate,
        };
    }

    private void Refuse(Dictionary<string, object?> map, (string Key, string Problem)[] refused) =>
        problems.AddRange(refused.Where(each => map.GetValueOrDefault(each.Key) is not null and not "").Select(each => each.Problem).Distinct().Except(problems));

    private Uri? Server()
    {
        var text = Text(cluster, "server");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http") || server.Host.Length == 0
            || server.UserInfo.Length > 0 || server.Query.Length > 0 || server.Fragment.Length > 0)
        {
            problems.Add("'server' is no address such as https://cluster.example:6443 (a path is allowed; user, query and fragment are not).");
            return null;
        }

        if (server.Scheme == "http" && !(options.AllowHttpOnLoopback && IPAddress.TryParse(server.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            problems.Add("'server' is http: the credentials would travel in the clear. Use https.");
        }

        return server;
    }

    private X509Certificate2Collection? Authorities()
    {
        if (Bytes(cluster, "certificate-authority-data") is not { } bytes)
        {
            return null;
        }

        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(Encoding.UTF8.GetString(bytes));
        }
        catch (CryptographicException)
        {
            read.Clear();
        }

        if (read.Count == 0)
        {
            problems.Add("'certificate-authority-data' holds no valid certificate (base64 of PEM).");
        }

        return read;
    }

    private string? Token()
    {
        var token = Text(user, "token");
        if (token is not null && !token.All(c => c is > ' ' and <= '~'))
        {
            problems.Add("'token' holds spaces or other signs that no token has.");
        }

        return token;
    }

    private X509Certificate2? Certificate()
    {
        var (certificate, key) = (Bytes(user, "client-certificate-data"), Bytes(user, "client-key-data"));
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            problems.Add("'client-certificate-data' and 'client-key-data' belong together.");
            return null;
        }

        try
        {
            return X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            problems.Add("'client-certificate-data' and 'client-key-data' are no certificate with its unencrypted key (base64 of PEM).");
            return null;
        }
    }

    private bool Flag(string key)
    {
        switch (cluster.GetValueOrDefault(key))
        {
            case null or "false" or "False":
                return false;
            case "true" or "True":
                return true;
            default:
                problems.Add($"'{key}' is neither true nor false.");
                return false;
        }
    }

    private byte[]? Bytes(Dictionary<string, object?> map, string key)
    {
        if (Text(map, key) is not { } text)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length))
        {
            return bytes[..length];
        }

        problems.Add($"'{key}' is no base64.");
        return null;
    }

    private string? Text(Dictionary<string, object?> map, string key)
    {
        switch (map.GetValueOrDefault(key))
        {
            case null or "":
                return null;
            case string text:
                return text;
            default:
                problems.Add($"'{key}' is no text.");
                return null;
        }
    }
}
