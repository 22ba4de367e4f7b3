namespace Roadstead.Registries.Auth;

/// <summary>
/// The part of a host name that somebody registers: <c>example.com</c>, <c>example.co.uk</c>. The whole public suffix list is not carried along:
/// where it could matter the answer is null or too long, so that less is trusted, and an admin can pin the realm.
/// </summary>
internal static class RegistrableDomain
{
    // Names under these belong to different parties, or to nobody's register.
    private static readonly HashSet<string> PrivateTopLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "svc", "cluster", "localdomain", "arpa", "onion", "test", "invalid",
    };

    // Second levels under a country's top level that are suffixes themselves: co.uk, com.cn, ac.jp ...
    private static readonly HashSet<string> SecondLevels = new(StringComparer.OrdinalIgnoreCase)
    {
        "ac", "ad", "asn", "co", "com", "ed", "edu", "firm", "gen", "go", "gob", "gouv", "gov", "govt", "gr", "id", "ind", "info", "lg", "ltd", "me", "mil",
        "ne", "net", "nhs", "nic", "nom", "or", "org", "plc", "pro", "res", "sch", "web",
    };

    // Hosting suffixes where each further label is another customer.
    private static readonly string[] SharedSuffixes =
    [
        "amazonaws.com", "amazonaws.com.cn", "azurewebsites.net", "azurecontainerapps.io", "azurecr.io", "azurecr.cn", "azurecr.us", "cloudapp.azure.com", "cloudapp.net",
        "windows.net", "run.app", "appspot.com", "pkg.dev", "cloudfront.net", "github.io", "githubusercontent.com", "gitlab.io", "herokuapp.com", "fly.dev",
        "onrender.com", "netlify.app", "vercel.app", "pages.dev", "workers.dev", "ngrok.io", "ngrok.app", "ngrok-free.app", "nip.io", "sslip.io", "xip.io", "duckdns.org",
        "dyndns.org", "no-ip.org", "ddns.net", "digitaloceanspaces.com", "ondigitalocean.app", "tencentcloudcr.com", "railway.app", "deno.dev", "trycloudflare.com",
        "ts.net", "eu.org", "uk.com", "us.com", "de.com", "openshiftapps.com", "rancher.cloud",
    ];

    /// <summary>The registrable domain of a DNS name; null for a single label, a shared or a private suffix.</summary>
    public static string? Of(string host)
    {
        var labels = host.Split('.');
        if (labels.Length < 2 || PrivateTopLevels.Contains(labels[^1]) || labels.Any(label => label.Length == 0))
        {
            return null;
        }

        var length = labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? 3 : 2;
        foreach (var suffix in SharedSuffixes)
        {
            if (host.Equals(suffix, StringComparison.OrdinalIgnoreCase) || host.EndsWith('.' + suffix, StringComparison.OrdinalIgnoreCase))
            {
                length = suffix.Count(c => c == '.') + 2;
            }
        }

        return labels.Length < length ? null : string.Join('.', labels[^length..]);
    }
}
