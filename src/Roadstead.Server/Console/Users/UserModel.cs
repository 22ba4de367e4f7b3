using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Console.Users;

/// <summary>One user, with what they may and what acts for them.</summary>
/// <param name="User">The user.</param>
/// <param name="Tokens">Their API tokens.</param>
/// <param name="IsSelf">True: the reader's own account.</param>
public sealed record UserModel(UserView User, IReadOnlyList<UserTokenView> Tokens, bool IsSelf);
