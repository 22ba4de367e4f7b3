namespace Roadstead.Testing.Artifactory.Http;

/// <summary>A part of the API. Every implementation with a parameterless constructor is found and mapped once for all fakes, so it keeps no state: that is in <see cref="ArtifactoryState"/>.</summary>
internal interface IArtifactoryArea
{
    void Map(ArtifactoryRoutes routes);
}
