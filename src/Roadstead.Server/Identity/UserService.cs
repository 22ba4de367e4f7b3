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
    // Wrong passwords shut an account for minutes; an admin shuts it until further notice.
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    private const string NameShape = "A user's name is 1-63 characters of a-z, 0-9, '-', '.' and '_', beginning with a letter or digit; 'system' and 'anonymous' are the audit's own.";

    public async Task<Outcome<Page<UserView>>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        var now = time.GetUtcNow();
        var rows = db.Users.AsNoTracking().Where(user => query.Pattern == null || EF.Functions.Like(user.UserName!, query.Pattern, ListQuery.Escape));
        return await Paging.ReadAsync(rows, user => user.UserName!, page => WithCountsAsync(page, now, cancellationToken), query, cancellationToken);
    }

    public async Task<Outcome<UserView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is not { } user) return NoSuchUser(name);
        var workspaces = await db.WorkspaceMembers.Where(member => member.UserId == user.Id).OrderBy(member => member.Workspace!.Name)
            .Select(member => new Membership(member.Workspace!.Name, member.Role)).ToListAsync(cancellationToken);
        return (await WithCountsAsync([user], time.GetUtcNow(), cancellationToken))[0] with { Workspaces = workspaces };
    }

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
        var result = await changes.CommitAsync(db, new AuditDraft("user.create", user.UserName!, After: Facts(view)), cancellationToken);
        return result.ToProblem(ErrorCodes.NameTaken) is { } refusal ? refusal : view;
    }

    /// <summary>A new password or role ends the user's sessions and tokens.</summary>
    public async Task<Outcome<UserView>> EditAsync(string name, EditUser request, CancellationToken cancellationToken)
    {
        if (request.Password is not null && !Passwords.IsValid(request.Password)) return Problem.ForField(ErrorCodes.ValidationFailed, "password", Passwords.Shape);
        if (await db.Users.SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is not { } user) return NoSuchUser(name);

        var before = View(user, time.GetUtcNow());
        var role = request.PlatformRole ?? user.PlatformRole;
        var disabled = request.Disabled ?? before.Disabled;
        if (request.Password is null && role == user.PlatformRole && disabled == before.Disabled) return before;
        user.PlatformRole = role;
        if (disabled != before.Disabled) user.LockoutEnd = disabled ? Never : null;
        return await ChangeAsync(user, before, request.Password, cancellationToken);
    }

    /// <summary>Ends all sessions and tokens of a user, who may sign in anew.</summary>
    public async Task<Outcome<UserView>> SignOutAsync(string name, CancellationToken cancellationToken) =>
        await db.Users.SingleOrDefaultAsync(user => user.UserName == name, cancellationToken) is { } user
            ? await ChangeAsync(user, View(user, time.GetUtcNow()), null, cancellationToken, "user.sign-out")
            : NoSuchUser(name);

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
        var result = await changes.CommitAsync(db, [new AuditDraft("user.delete", name, Before: Facts(view))], new CommitTerms(Keeps: AnAdminAsync), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    internal static UserView View(User user, DateTimeOffset now)
    {
        var disabled = user.LockoutEnd == Never;
        return new(user.UserName!, user.PlatformRole, !disabled && user.LockoutEnd > now, user.CreatedAt) { Disabled = disabled };
    }

    internal static Problem NoSuchUser(string name) => new(ErrorCodes.NotFound, $"There is no user '{name}'.");

    private async Task<IReadOnlyList<UserView>> WithCountsAsync(IReadOnlyList<User> page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (ids, names) = (page.Select(user => user.Id).ToList(), page.Select(user => user.UserName!).ToList());
        var workspaces = await db.WorkspaceMembers.Where(member => ids.Contains(member.UserId)).GroupBy(member => member.UserId).ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
        var tokens = await db.ApiTokens.Where(token => ids.Contains(token.UserId)).GroupBy(token => token.UserId).ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);

        // By the object, of which there are few rows: as an actor somebody may have a hundred thousand.
        var signIns = await db.AuditEntries.Where(entry => names.Contains(entry.Object) && entry.Action == SignInService.Action).GroupBy(entry => entry.Object)
            .Select(group => new { group.Key, Id = group.Max(entry => entry.Id) }).Join(db.AuditEntries, last => last.Id, entry => entry.Id, (last, entry) => new { last.Key, entry.At })
            .ToDictionaryAsync(last => last.Key, last => last.At, cancellationToken);
        return [.. page.Select(user => View(user, now) with
        {
            WorkspaceCount = workspaces.GetValueOrDefault(user.Id),
            TokenCount = tokens.GetValueOrDefault(user.Id),
            LastSignInAt = signIns.TryGetValue(user.UserName!, out var at) ? at : null,
        })];
    }

    private async Task<Outcome<UserView>> ChangeAsync(User user, UserView before, string? password, CancellationToken cancellationToken, string action = "user.edit")
    {
        if (password is not null)
        {
            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            user.PasswordIsInitial = false;
            if (user.LockoutEnd != Never) user.LockoutEnd = null;
            user.AccessFailedCount = 0;
        }

        await users.UpdateSecurityStampAsync(user);
        db.ApiTokens.RemoveRange(await db.ApiTokens.Where(token => token.UserId == user.Id).ToListAsync(cancellationToken));
        var after = View(user, time.GetUtcNow());
        var result = await changes.CommitAsync(
            db,
            [new AuditDraft(action, user.UserName!, Facts(before), new { after.Name, after.PlatformRole, after.LockedOut, after.Disabled, after.CreatedAt, PasswordChanged = password is not null })],
            new CommitTerms(Keeps: AnAdminAsync),
            cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : after;
    }

    // What the audit keeps: not what was only counted.
    private static object Facts(UserView user) => new { user.Name, user.PlatformRole, user.LockedOut, user.Disabled, user.CreatedAt };

    // Asked after the change and within its transaction: two admins who demote each other at once must not both succeed.
    private static async Task<Problem?> AnAdminAsync(RoadsteadDb db, CancellationToken cancellationToken) =>
        await db.Users.AnyAsync(user => user.PlatformRole == PlatformRole.Admin && (user.LockoutEnd == null || user.LockoutEnd != Never), cancellationToken) ? null : new Problem(ErrorCodes.LastAdmin);

    private static Problem Rejected(IdentityResult result) =>
        result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
            ? new Problem(ErrorCodes.NameTaken)
            : new Problem(ErrorCodes.ValidationFailed, string.Join(' ', result.Errors.Select(error => error.Description)));

    private static bool IsName(string? name) => name is not null and not "system" and not "anonymous" && Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,62}\z")]
    private static partial Regex Name();
}
