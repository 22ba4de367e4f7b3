using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Roadstead.Server.Access;

namespace Roadstead.Server.Identity;

/// <summary>Finds the caller of a request in the newest publication; once per request.</summary>
public sealed class CallerService(IPersonSource people)
{
    private static readonly object Key = new();

    /// <summary>Null when nobody, or nobody who still exists, is signed in.</summary>
    public ValueTask<Caller?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!context.Items.TryGetValue(Key, out var found))
            context.Items[Key] = found = Find(context.User);
        return ValueTask.FromResult((Caller?)found);
    }

    private Caller? Find(ClaimsPrincipal user) =>
        user.Identity is { IsAuthenticated: true } identity && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && people.FindPerson(id) is { } person
            ? new Caller(person.UserId, person.Name, person.PlatformRole, person.Roles, identity.AuthenticationType == IdentityConstants.ApplicationScheme) { PasswordIsInitial = person.PasswordIsInitial }
            : null;
}
