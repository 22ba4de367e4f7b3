namespace Roadstead.Registries.Distribution;

/// <summary>Which addresses may be connected to. Checked on the resolved address, when connecting.</summary>
public sealed record AddressPolicy;
