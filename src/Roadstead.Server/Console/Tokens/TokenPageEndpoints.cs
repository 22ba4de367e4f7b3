using System.Globalization;
using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Security;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Console.Tokens;

/// <summary>Everybody's own tokens.</summary>
internal static class TokenPageEndpoints
{
    private const int Shown = 500;

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Tokens, ListAsync);
        pages.MapPost(ConsolePaths.Tokens, CreateAsync);
        pages.MapGet(ConsolePaths.Tokens + "/{id:guid}/delete", AskDeleteAsync);
        pages.MapPost(ConsolePaths.Tokens + "/{id:guid}/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, Caller caller, ApiTokenService tokens, SecretCookie secrets, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var model = await ModelAsync(caller, query, tokens, cancellationToken);
        return model.IsSuccess
            ? ConsoleResults.Page<TokensPage, TokensModel>(model.Value with { Secret = secrets.Take(http, caller.Name) })
            : ConsoleResults.Problem(http, model.Problem);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, Caller caller, ApiTokenService tokens, SecretCookie secrets, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);

        // Made beside the commands that need it, it is shown there.
        var back = form.Text("back") is { } page ? LocalPath.OrRoot(page) : ConsolePaths.Tokens;
        var days = int.TryParse(form["expiresInDays"], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var outcome = await tokens.CreateAsync(caller, new CreateToken(form["name"].ToString(), days), notAfter: null, cancellationToken);
        if (outcome.IsSuccess)
        {
            secrets.Put(http, back.Split('?')[0], caller.Name, new ShownToken(outcome.Value.Token, outcome.Value.ExpiresAt));
            return ConsoleResults.GoTo(back);
        }

        var model = await ModelAsync(caller, new ListQuery(), tokens, cancellationToken);
        return model.IsSuccess
            ? ConsoleResults.Page<TokensPage, TokensModel>(model.Value with { Name = form["name"], Days = form["expiresInDays"].ToString(), Back = form.Text("back"), Problem = outcome.Problem }, outcome.Problem.Code.Status)
            : ConsoleResults.Problem(http, model.Problem);
    }

    private static async Task<IResult> AskDeleteAsync(HttpContext http, Guid id, Caller caller, ApiTokenService tokens, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var page = await tokens.ListAsync(caller, new ListQuery { Limit = Shown }, cancellationToken);
        var token = page.IsSuccess ? page.Value.Items.FirstOrDefault(token => token.Id == id) : null;
        return token is null
            ? ConsoleResults.Problem(http, page.Problem ?? new Problem(ErrorCodes.NotFound, t["You have no token of this id."]))
            : ConfirmResults.Ask(http, new ConfirmModel(
                t["Delete the token {0}?", token.Name], t["Programs that use it are refused from the next call on."], ConsolePaths.DeleteToken(id), t["Delete"], ConsolePaths.Tokens));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, Caller caller, ApiTokenService tokens, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await tokens.DeleteAsync(caller, id, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Tokens, t["The token {0} is deleted.", outcome.Value.Name])
            : ConsoleResults.Problem(http, outcome.Problem);
    }

    private static async Task<Outcome<TokensModel>> ModelAsync(Caller caller, ListQuery query, ApiTokenService tokens, CancellationToken cancellationToken)
    {
        var page = await tokens.ListAsync(caller, query, cancellationToken);
        return page.IsSuccess
            ? new TokensModel(new ListUrl(ConsolePaths.Tokens).With("cursor", query.Cursor), page.Value.Items, page.Value.NextCursor, page.Value.Total)
            : page.Problem;
    }
}
