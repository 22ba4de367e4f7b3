using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Session;

/// <summary>The page to choose an own password at the first start.</summary>
/// <param name="User">Who.</param>
/// <param name="Problem">Why the last try failed; names the fields <c>currentPassword</c>, <c>newPassword</c> and <c>repeat</c>.</param>
public sealed record SetUpModel(string User, Problem? Problem = null);
