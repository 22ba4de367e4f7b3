using Microsoft.AspNetCore.Identity;

namespace Roadstead.Server.Identity;

/// <summary>The ways to say who one is. What the request brings decides; a bad token is not helped by a good cookie.</summary>
public static class Schemes
{
    /// <summary>Picks one of the others.</summary>
    public const string Any = "roadstead";

    public const string Bearer = "bearer";

    public const string Basic = "basic";

    public static string Cookie => IdentityConstants.ApplicationScheme;

    internal static string Choose(HttpContext context)
    {
        // Of a door's request nothing but a session could be read here, and doors ask for none.
        if (context.GetEndpoint()?.Metadata.GetMetadata<SignsInItself>() is not null) return Cookie;
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? Basic : header.Length > 0 ? Bearer : Cookie;
    }
}
