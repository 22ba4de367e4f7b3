using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

public sealed partial class UserService(UserManager<User> users, RoadsteadDb db, ChangeService changes, PasswordService passwords, TimeProvider time)
{
    private const string NameShape = "A user's name is 1-63 characters of a-z, 0-9, '-', '.' and '_', beginning with a letter or digit; 'system' and 'anonymous' are the audit's own.";

    public async Task<Outcome<Page<UserView>>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        var now = time.GetUtcNow();
        var rows = db.Users.AsNoTracking().Where(user => query.Pattern == null || EF.Functions.Like(user.UserName!, query.Pattern, ListQuery.Escape));
        return await Paging.ReadAsync(rows, user => user.UserName!, page => Task.FromResult<IReadOnlyList<UserView>>([.. page.Select(user => View(user, now))]), query, cancellationToken);
    }

    public async Task<Outcome<UserView>> GetAsync(string name, CancellationToken cancellationToken) =>
        await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is { } user ? View(user, time.GetUtcNow()) : NoSuchUser(name);

    public async Task<Outcome<UserView>> CreateAsync(CreateUser request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(IsName(request.Name), "name", NameShape)
            .Require(Passwords.IsValid(request.Password), "password", Passwords.Shape);
        if (errors.ToProblem() is { } problem) return problem;

        var user = new User { UserName = request.Name, PlatformRole = request.PlatformRole, CreatedAt = time.GetUtcNow() };
        var made = await users.CreateAsync(user, request.Password!);
        if (!made.Succeeded) return Rejected(made);
        var view = View(user, time.GetUtcNow());
        var result = await changes.CommitAsync(db, new AuditDraft("user.create", user.UserName!, After: view), cancellationToken);
        return result.ToProblem(ErrorCodes.NameTaken) is { } refusal ? refusal : view;
    }

    /// <summary>A new password or role ends the user's sessions and tokens.</summary>
    public async Task<Outcome<UserView>> EditAsync(string name, EditUser request, CancellationToken cancellationToken)
    {
        if (request.Password is not null && !Passwords.IsValid(request.Password)) return Problem.ForField(ErrorCodes.ValidationFailed, "password", Passwords.Shape);
        if (await db.Users.SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is not { } user) return NoSuchUser(name);

        var before = View(user, time.GetUtcNow());
        var role = request.PlatformRole ?? user.PlatformRole;
        if (request.Password is null && role == user.PlatformRole) return before;
        user.PlatformRole = role;
        return await ChangeAsync(user, before, request.Password, cancellationToken);
    }

    /// <summary>A user's own new password, given the present one.</summary>
    public async Task<Outcome<UserView>> ChangePasswordAsync(string name, string current, string next, CancellationToken cancellationToken)
    {
        if (!Passwords.IsValid(next)) return Problem.ForField(ErrorCodes.ValidationFailed, "newPassword", Passwords.Shape);
        if (await passwords.CheckAsync(name, current, cancellationToken) is not { } user)
            return Problem.ForField(ErrorCodes.ValidationFailed, "currentPassword", "The current password is wrong, or the account is locked for some minutes.");
        return await ChangeAsync(user, View(user, time.GetUtcNow()), next, cancellationToken);
    }

    public async Task<Outcome<UserView>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (await db.Users.SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is not { } user) return NoSuchUser(name);
        var view = View(user, time.GetUtcNow());
        await users.DeleteAsync(user);
        var result = await changes.CommitAsync(db, [new AuditDraft("user.delete", name, Before: view)], new CommitTerms(Keeps: AnAdminAsync), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    internal static UserView View(User user, DateTimeOffset now) => new(user.UserName!, user.PlatformRole, user.LockoutEnd > now, user.CreatedAt);

    private async Task<Outcome<UserView>> ChangeAsync(User user, UserView before, string? password, CancellationToken cancellationToken)
    {
        if (password is not null)
        {
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            user.PasswordIsInitial = false;
            user.LockoutEnd = null;
            user.AccessFailedCount = 0;
        }

        await users.UpdateSecurityStampAsync(user);
        db.ApiTokens.RemoveRange(await db.ApiTokens.Where(token => token.UserId == user.Id).ToListAsync(cancellationToken));
        var after = View(user, time.GetUtcNow());
        var result = await changes.CommitAsync(
            db,
            [new AuditDraft("user.edit", user.UserName!, before, new { after.Name, after.PlatformRole, after.LockedOut, after.CreatedAt, PasswordChanged = password is not null })],
            new CommitTerms(Keeps: AnAdminAsync),
            cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : after;
    }

    // Asked after the change and within its transaction: two admins who demote each other at once must not both succeed.
    private static async Task<Problem?> AnAdminAsync(RoadsteadDb db, CancellationToken cancellationToken) =>
        await db.Users.AnyAsync(user => user.PlatformRole == PlatformRole.Admin, cancellationToken) ? null : new Problem(ErrorCodes.LastAdmin);

    private static Problem Rejected(IdentityResult result) =>
        result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            ? new Problem(ErrorCodes.NameTaken)
            : new Problem(ErrorCodes.ValidationFailed, string.Join(' ', result.Errors.Select(error => error.Description)));

    private static Problem NoSuchUser(string name) => new(ErrorCodes.NotFound, $"There is no user '{name}'.");

    private static bool IsName(string? name) => name is not null and not "system" and not "anonymous" && Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,62}\z")]
    private static partial Regex Name();
}
