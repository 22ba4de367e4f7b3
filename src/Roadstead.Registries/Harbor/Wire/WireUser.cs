namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireUser(string? Username, bool SysadminFlag, bool AdminRoleInAuth);
