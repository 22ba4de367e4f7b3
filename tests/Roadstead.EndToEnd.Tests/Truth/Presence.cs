namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Whether the node holds the image before the pod comes.</summary>
internal enum Presence
{
    Fresh,

    /// <summary>Another team's pod pulled it.</summary>
    OnTheNode,
}
