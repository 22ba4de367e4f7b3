namespace Roadstead.Core.Contracts.Identity;

/// <summary>Body of <c>POST /tokens</c>.</summary>
/// <param name="Name">What the token is for, 1-63 characters.</param>
/// <param name="ExpiresInDays">1 to 3650; null: 30.</param>
public sealed record CreateToken(
    string? Name,
    int? ExpiresInDays = null);
