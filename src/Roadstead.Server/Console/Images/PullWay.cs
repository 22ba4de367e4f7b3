namespace Roadstead.Server.Console.Images;

/// <summary>Where a person pulls from, and by what right.</summary>
public enum PullWay
{
    /// <summary>The registry itself, which asks nobody.</summary>
    Open,

    /// <summary>By the name that namespaces use; the image is public.</summary>
    Public,

    /// <summary>The registry itself, which takes the tokens of Roadstead's token service.</summary>
    Registry,

    /// <summary>The gateway, as namespaces do.</summary>
    Gateway,

    /// <summary>The gateway, although namespaces pull from the registry itself: they have an account there, a person has none.</summary>
    GatewayInstead,
}
