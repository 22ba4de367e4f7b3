namespace Roadstead.Server.Images;

/// <summary>What a client has to be told of a host before it connects.</summary>
public enum HostTrust
{
    /// <summary>TLS by a certificate that the world trusts: nothing.</summary>
    Known,

    /// <summary>No TLS.</summary>
    PlainHttp,

    /// <summary>TLS by an authority of its own, which clients have to be given.</summary>
    OwnAuthority,

    /// <summary>TLS by a certificate that nobody checks.</summary>
    Unverified,
}
