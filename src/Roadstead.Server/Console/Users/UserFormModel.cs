using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Users;

/// <summary>The form that makes or edits a user, with what was typed; never with a password.</summary>
/// <param name="Edited">The user's name; null to make one.</param>
public sealed record UserFormModel(string? Edited = null)
{
    public string? Name { get; init; }

    public PlatformRole Role { get; init; } = PlatformRole.User;

    /// <summary>True: nobody is to sign in by it.</summary>
    public bool Disabled { get; init; }

    public Problem? Problem { get; init; }

    public string Action => Edited is null ? ConsolePaths.CreateUser : ConsolePaths.EditUser(Edited);
}
