namespace Roadstead.Registries.Harbor.Wire;

/// <summary>What <c>/systeminfo</c> says. To nobody it tells little; <see cref="ExternalUrl"/> is what only a good login sees.</summary>
internal sealed record WireSystem(
    string? AuthMode,
    string? HarborVersion,
    string? ExternalUrl,
    string? RegistryUrl,
    string? ProjectCreationRestriction,
    bool? ReadOnly,
    bool? NotificationEnable);
