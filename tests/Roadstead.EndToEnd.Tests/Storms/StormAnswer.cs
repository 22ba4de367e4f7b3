namespace Roadstead.EndToEnd.Tests.Storms;

/// <summary>What somebody who asks for a pod can be answered.</summary>
internal enum StormAnswer
{
    Created,

    /// <summary>Roadstead's webhook said no.</summary>
    Denied,

    /// <summary>The API server could not ask Roadstead, and the failure policy said no.</summary>
    NotAsked,

    /// <summary>The API server itself was away or not ready.</summary>
    NoApiServer,
}
