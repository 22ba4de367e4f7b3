using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Identity;

/// <summary>A user's own API tokens.</summary>
public sealed class ApiTokenService(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, TokenUse uses, TimeProvider time)
{
    public const string Prefix = "rst_";

    private const int DefaultDays = 30;
    private const int MaxDays = 3650;

    /// <param name="caller">Whose token.</param>
    /// <param name="request">Name and life.</param>
    /// <param name="notAfter">The end of the token that asks; null when a password or session asks. A token cannot prolong itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Outcome<TokenCreated>> CreateAsync(Caller caller, CreateToken request, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(request.Name?.Trim() is { Length: >= 1 and <= 63 } && !request.Name.Any(char.IsControl), "name", "name says what the token is for, in 1-63 characters without control characters.")
            .Require(request.ExpiresInDays is null or (>= 1 and <= MaxDays), "expiresInDays", string.Create(CultureInfo.InvariantCulture, $"expiresInDays is 1 to {MaxDays}; without it {DefaultDays}."));
        if (errors.ToProblem() is { } problem) return problem;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var expiresAt = now.AddDays(request.ExpiresInDays ?? DefaultDays);
        var text = SecretText.Create(Prefix);
        var token = new ApiToken
        {
            UserId = caller.UserId,
            Name = request.Name!.Trim(),
            Hash = SecretText.HashHex(text),
            CreatedAt = now,
            ExpiresAt = notAfter < expiresAt ? notAfter.Value : expiresAt,
        };
        db.ApiTokens.Add(token);
        var result = await changes.CommitAsync(db, new AuditDraft("token.create", $"{caller.Name}/{token.Name}", After: View(token)), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : new TokenCreated(token.Id, token.Name, text, token.ExpiresAt);
    }

    public async Task<Outcome<Page<TokenView>>> ListAsync(Caller caller, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tokens = await db.ApiTokens.AsNoTracking().Where(token => token.UserId == caller.UserId && (query.Pattern == null || EF.Functions.Like(token.Name, query.Pattern, ListQuery.Escape))).ToListAsync(cancellationToken);
        return Paging.Of(tokens.Select(View), token => token.Id.ToString("N"), query);
    }

    public async Task<Outcome<TokenView>> DeleteAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var token = await db.ApiTokens.SingleOrDefaultAsync(token => token.Id == id && token.UserId == caller.UserId, cancellationToken);
        if (token is null) return new Problem(ErrorCodes.NotFound, "You have no token of this id.");
        var view = View(token);
        db.ApiTokens.Remove(token);
        var result = await changes.CommitAsync(db, new AuditDraft("token.delete", $"{caller.Name}/{token.Name}", Before: view), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    /// <summary>Everybody's tokens, by user and name; for platform admins.</summary>
    /// <param name="user">Whose; null: all.</param>
    /// <param name="query">Searches users and names of tokens.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Outcome<Page<UserTokenView>>> ListAllAsync(string? user, ListQuery query, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem) return problem;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (user is not null && !await db.Users.AnyAsync(row => row.UserName == user, cancellationToken)) return UserService.NoSuchUser(user);
        var tokens = db.ApiTokens.AsNoTracking().Include(token => token.User).Where(token => user == null || token.User!.UserName == user);
        if (query.Pattern is { } pattern)
            tokens = tokens.Where(token => EF.Functions.Like(token.Name, pattern, ListQuery.Escape) || EF.Functions.Like(token.User!.UserName!, pattern, ListQuery.Escape));
        var rows = await tokens.ToListAsync(cancellationToken);
        return Paging.Of(rows.Select(token => new UserTokenView(token.User!.UserName!, View(token))), row => $"{row.User} {row.Token.Id:N}", query);
    }

    /// <summary>Ends somebody's token: for platform admins.</summary>
    public async Task<Outcome<TokenView>> DeleteOfAsync(string user, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var token = await db.ApiTokens.SingleOrDefaultAsync(token => token.Id == id && token.User!.UserName == user, cancellationToken);
        if (token is null) return new Problem(ErrorCodes.NotFound, $"The user '{user}' has no token of this id.");
        var view = View(token);
        db.ApiTokens.Remove(token);
        var result = await changes.CommitAsync(db, new AuditDraft("token.delete", $"{user}/{token.Name}", Before: view), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : view;
    }

    private TokenView View(ApiToken token) => new(token.Id, token.Name, token.CreatedAt, token.ExpiresAt, uses.LastOf(token.Id) ?? token.LastUsedAt);
}
