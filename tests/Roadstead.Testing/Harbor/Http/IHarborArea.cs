namespace Roadstead.Testing.Harbor.Http;

/// <summary>A part of the API. Every implementation with a parameterless constructor is found and mapped once for all fakes, so it keeps no state: that is in <see cref="HarborState"/>.</summary>
internal interface IHarborArea
{
    void Map(HarborRoutes routes);
}
