namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>What brings the image into the cluster.</summary>
internal enum Maker
{
    Deployment,
    BarePod,
    InitContainer,
    EphemeralContainer,
}
