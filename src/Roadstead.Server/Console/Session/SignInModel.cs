using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Session;

/// <summary>The sign-in page.</summary>
/// <param name="User">What was typed.</param>
/// <param name="ReturnUrl">Where to go afterwards; a path of this server.</param>
/// <param name="FirstStart">True: says where the one-time password is.</param>
/// <param name="Problem">Why the last try failed.</param>
public sealed record SignInModel(string? User, string ReturnUrl, bool FirstStart, Problem? Problem = null);
