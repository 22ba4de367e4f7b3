using System.Net;

namespace Roadstead.Registries.Auth;

/// <summary>
/// Whether credentials may be sent to a token realm. The realm is chosen by the server: a hostile or hijacked registry
/// could name any host and collect the password (CVE-2020-15157 and its family).
/// </summary>
internal static class RealmTrust
{
    /// <summary>
    /// With a pinned realm: only that one. Without: the registry's own host, or one of the same registrable domain.
    /// Never http for a registry that is reached by https.
    /// </summary>
    public static bool IsTrusted(Uri registry, Uri realm, Uri? pinned)
    {
        if (pinned is not null)
        {
            return Uri.Compare(realm, pinned, UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped, StringComparison.Ordinal) == 0;
        }

        if (registry.Scheme == Uri.UriSchemeHttps && realm.Scheme != Uri.UriSchemeHttps)
        {
            return false;
        }

        var registryHost = registry.IdnHost.TrimEnd('.');
        var realmHost = realm.IdnHost.TrimEnd('.');
        if (string.Equals(registryHost, realmHost, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return !IPAddress.TryParse(registryHost, out _)
            && !IPAddress.TryParse(realmHost, out _)
            && RegistrableDomain.Of(registryHost) is { } domain
            && string.Equals(domain, RegistrableDomain.Of(realmHost), StringComparison.OrdinalIgnoreCase);
    }
}
