using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Identity;

/// <summary>Sessions of the console.</summary>
public sealed class SignInService(PasswordService passwords, IPersonSource people, RoadsteadDb db, ChangeService changes, ActorContext actors)
{
    /// <summary>What a refused sign-in says; the console translates it.</summary>
    internal const string WrongPassword = "User or password is wrong, or the account is locked for some minutes after too many tries.";

    /// <summary>How the audit names it that a session began.</summary>
    internal const string Action = "user.sign-in";

    /// <summary>Begins a session: the user; or <c>unauthenticated</c>, whatever the reason.</summary>
    public async Task<Outcome<Person>> SignInAsync(HttpContext context, string name, string password, CancellationToken cancellationToken)
    {
        var user = await passwords.CheckAsync(name, password, cancellationToken);
        if (user is null || people.FindPerson(user.Id) is not { } person)
            return new Problem(ErrorCodes.Unauthenticated, WrongPassword);

        await SignInAsync(context, person);

        // The request was nobody's until now. A store that is busy keeps nobody out: the sign-in is told of, not decided by it.
        actors.Current = new Actor(person.Name, context.Connection.RemoteIpAddress?.ToString());
        await changes.NoteAsync(db, new AuditDraft(Action, person.Name), cancellationToken);
        return person;
    }

    /// <summary>Goes on with the session of somebody who has just changed their own password, which ended all sessions.</summary>
    public async Task RenewAsync(HttpContext context, Guid userId)
    {
        if (people.FindPerson(userId) is { } person)
            await SignInAsync(context, person);
    }

    public Task SignOutAsync(HttpContext context) => context.SignOutAsync(Schemes.Cookie);

    private static Task SignInAsync(HttpContext context, Person person) =>
        context.SignInAsync(Schemes.Cookie, Principals.Create(person.UserId, person.Name, Schemes.Cookie, new Claim(Principals.Stamp, person.SecurityStamp)));
}
