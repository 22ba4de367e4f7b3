namespace Roadstead.Server.Access;

/// <summary>What decisions need to know of this server.</summary>
public sealed class AccessOptions
{
    /// <summary>Where clusters and clients reach this server (<c>ROADSTEAD_PUBLIC_URL</c>): http or https, no path.</summary>
    public required Uri PublicUrl { get; set; }

    /// <summary>The gateway's <c>host[:port]</c>, lower case, without a default port.</summary>
    public string GatewayHost => PublicUrl.Authority.ToLowerInvariant();
}
