using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Identity;

/// <summary>Who calls, as of this request's moment: what was taken away a moment before is gone.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Name">The user's name.</param>
/// <param name="PlatformRole">The platform role.</param>
/// <param name="Roles">The role in each workspace that the user is a member of.</param>
/// <param name="ByCookie">True when a browser's session says so, not a token: then a change needs antiforgery.</param>
public sealed record Caller(Guid UserId, string Name, PlatformRole PlatformRole, IReadOnlyDictionary<Guid, WorkspaceRole> Roles, bool ByCookie)
{
    public bool IsPlatformAdmin => PlatformRole == PlatformRole.Admin;

    /// <summary>True while the password is the generated one of the first start.</summary>
    public bool PasswordIsInitial { get; init; }

    /// <summary>Lets an endpoint take its caller as a parameter. Routes with a rule other than Anonymous have one.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<CallerService>().FindAsync(context, context.RequestAborted);
}
