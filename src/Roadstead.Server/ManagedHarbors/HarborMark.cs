namespace Roadstead.Server.ManagedHarbors;

/// <summary>What of the store matters to one Harbor: while it stays the same, a publication is no reason to look.</summary>
internal readonly record struct HarborMark(long Revision, bool FoundAreIntegrated, bool HasRegistry, int Bindings);
