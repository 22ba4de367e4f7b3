namespace Roadstead.Core.Contracts.Identity;

/// <summary>Body of <c>PATCH /users/{name}</c>; null leaves a field as it is.</summary>
/// <param name="Password">The new password, 12 to 256 characters.</param>
/// <param name="PlatformRole">The new role.</param>
/// <param name="Disabled">True: ends sessions and tokens, and nobody signs in by it; false: it may be used again.</param>
public sealed record EditUser(
    string? Password = null,
    PlatformRole? PlatformRole = null,
    bool? Disabled = null);
