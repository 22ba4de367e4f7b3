namespace Roadstead.Core.Contracts.Identity;

/// <summary>An API token of a user, as platform admins see it: without its text.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Token">The token.</param>
public sealed record UserTokenView(string User, TokenView Token);
