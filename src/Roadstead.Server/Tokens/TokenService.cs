using Roadstead.Core.Access;
using Roadstead.Core.References;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Http;

namespace Roadstead.Server.Tokens;

/// <summary>Gives tokens: of what was asked for, that which the access map allows. Only a wrong credential is refused.</summary>
internal sealed class TokenService(
    DoorAccountService accounts, IAccessMapSource maps, TokenServices services, TokenSigner signer, AccessCounter counter, ServerOptions options, TimeProvider time)
{
    private static readonly string[] Pull = ["pull"];

    public (IssuedToken? Token, OciError? Error) Issue(TokenRequest request)
    {
        if (Find(request) is not { } account)
        {
            return (null, OciError.Unauthorized(
                "User name or secret are wrong. A namespace uses the account of its pull secret; a person their user name and an API token, never the password."));
        }

        var access = AccessAt(request.Service, account, request.Scopes);
        if (access is null)
            return (null, new OciError(StatusCodes.Status400BadRequest, "UNSUPPORTED", "No registry with this service is integrated here. Compare 'service' in the registry's auth.token section with what Roadstead shows for it."));
        var token = signer.Sign(new TokenClaims(request.Service ?? options.GatewayHost, account.Name, (account as DoorAccount.OfPerson)?.TokenId, access));
        return (new IssuedToken(token, access, time.GetUtcNow()), null);
    }

    private DoorAccount? Find(TokenRequest request) => request switch
    {
        { Login: { } login } => accounts.FindByLogin(login.User, login.Secret),
        { IdentityToken: { } token } => accounts.FindByApiToken(token),
        _ => DoorAccount.Anonymous.Instance,
    };

    private List<TokenAccess>? AccessAt(string? service, DoorAccount account, IReadOnlyList<TokenScope> scopes)
    {
        var map = maps.Current;

        // The gateway believes a token who it is, no more, and asks anew at each request: there the access only tells the client what it may expect, and nothing is counted twice.
        if (service is null || service == options.GatewayHost) return AccessTo(scopes, name => account.Decide(map, $"{options.GatewayHost}/{name}").IsAllowed);
        return services.Find(service) is { } registry ? AccessTo(scopes, name => IsAllowed(map, account, registry, name)) : null;
    }

    private static List<TokenAccess> AccessTo(IReadOnlyList<TokenScope> scopes, Func<string, bool> isAllowed) =>
        [.. scopes.Where(scope => scope.AsksToPull)
            .Select(scope => scope.Name)
            .Distinct(StringComparer.Ordinal)
            .Where(name => RepositoryName.IsValid(name) && isAllowed(name))
            .Select(name => new TokenAccess("repository", name, Pull))];

    private bool IsAllowed(AccessMap map, DoorAccount account, Upstream registry, string name)
    {
        var image = $"{registry.Hosts[0]}/{name}";
        var verdict = account.Decide(map, image);

        // The host must stand for the registry that the token is for: with a host that somebody else has the word on, another's rules would have decided.
        var isAllowed = verdict.IsAllowed && verdict.Registry?.Id == registry.RegistryId;
        counter.Count(account, image, verdict.Reason);
        return isAllowed;
    }
}
