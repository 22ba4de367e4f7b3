namespace Roadstead.Registries;

/// <summary>A space that the registry itself knows.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Public">True when everybody may pull from it there.</param>
public sealed record RemoteSpace(string Name, bool Public);
