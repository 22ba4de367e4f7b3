namespace Roadstead.Core.Contracts.Identity;

/// <summary>A new API token; the only time that its text is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Token">The token: give it as <c>Authorization: Bearer</c>, or as the password of a docker login.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record TokenCreated(
    Guid Id,
    string Name,
    string Token,
    DateTimeOffset ExpiresAt);
