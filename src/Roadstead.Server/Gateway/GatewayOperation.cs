namespace Roadstead.Server.Gateway;

/// <summary>What an address below <c>/v2/</c> means.</summary>
internal enum GatewayOperation
{
    /// <summary><c>/v2/</c>.</summary>
    Version,

    /// <summary><c>/v2/_catalog</c>.</summary>
    Catalog,

    /// <summary><c>/v2/name/tags/list</c>.</summary>
    Tags,

    /// <summary><c>/v2/name/manifests/reference</c>.</summary>
    Manifest,

    /// <summary><c>/v2/name/blobs/digest</c>.</summary>
    Blob,

    /// <summary><c>/v2/name/referrers/digest</c>.</summary>
    Referrers,

    /// <summary><c>/v2/name/blobs/uploads/</c>: what a push begins with.</summary>
    Upload,
}
