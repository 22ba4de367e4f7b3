namespace Roadstead.Server.ManagedHarbors.Prerequisites;

/// <summary>What a Harbor that is to be made asks of its cluster.</summary>
/// <param name="Namespace">Where; null when that is not known yet.</param>
/// <param name="Name">How it is called; null when that is not known yet.</param>
/// <param name="Database">Whether the operator makes its database.</param>
/// <param name="Redis">Whether the operator makes its Redis.</param>
internal sealed record HarborNeeds(string? Namespace, string? Name, bool Database, bool Redis);
