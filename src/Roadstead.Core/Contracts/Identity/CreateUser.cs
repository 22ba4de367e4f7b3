namespace Roadstead.Core.Contracts.Identity;

/// <summary>Body of <c>POST /users</c>.</summary>
/// <param name="Name">1-63 of a-z 0-9 '-' '.' '_', beginning with a letter or digit.</param>
/// <param name="Password">12 to 256 characters.</param>
/// <param name="PlatformRole">The role.</param>
public sealed record CreateUser(
    string? Name,
    string? Password,
    PlatformRole PlatformRole = PlatformRole.User);
