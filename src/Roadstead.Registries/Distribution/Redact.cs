namespace Roadstead.Registries.Distribution;

/// <summary>Addresses as they may stand in messages: no user info, no query (signed URLs and tokens travel there).</summary>
internal static class Redact
{
    public static string Url(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
