using System.Security.Claims;
using Roadstead.Server.Access;

namespace Roadstead.Server.Identity;

/// <summary>People as claims. Roles are none of them: those are looked up for each request.</summary>
internal static class Principals
{
    /// <summary>Ties a session to the user's security stamp.</summary>
    public const string Stamp = "stamp";

    /// <summary>The end of the API token that asks, as UTC ticks.</summary>
    public const string NotAfter = "not-after";

    public static ClaimsPrincipal Create(Guid userId, string name, string scheme, params IEnumerable<Claim> more) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, userId.ToString("N")), new Claim(ClaimTypes.Name, name), .. more], scheme));

    public static Person? Find(this IPersonSource people, ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? people.FindPerson(id) : null;
}
