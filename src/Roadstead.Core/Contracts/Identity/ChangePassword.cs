namespace Roadstead.Core.Contracts.Identity;

/// <summary>Body of <c>PUT /me/password</c>.</summary>
/// <param name="CurrentPassword">The present password.</param>
/// <param name="NewPassword">The new one, 12 to 256 characters.</param>
public sealed record ChangePassword(
    string? CurrentPassword,
    string? NewPassword);
