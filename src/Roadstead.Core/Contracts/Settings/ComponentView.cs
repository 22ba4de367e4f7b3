namespace Roadstead.Core.Contracts.Settings;

/// <summary>Something of others that is delivered with the console.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">The licence's name.</param>
public sealed record ComponentView(string Package, string Version, string Licence);
