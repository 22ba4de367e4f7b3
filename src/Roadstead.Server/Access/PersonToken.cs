namespace Roadstead.Server.Access;

/// <summary>An API token of a person.</summary>
/// <param name="TokenId">The token's id.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record PersonToken(Guid TokenId, Person Person, DateTimeOffset ExpiresAt);
