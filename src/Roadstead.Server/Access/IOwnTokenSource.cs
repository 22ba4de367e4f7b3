namespace Roadstead.Server.Access;

/// <summary>Tokens that this process signs for itself, to read registries that trust its token service. Safe for any number of threads.</summary>
public interface IOwnTokenSource
{
    /// <summary>Scopes in, token out, catalog included. The same object for the same service, so that endpoints stay equal.</summary>
    /// <param name="service">The service of the registry's challenge.</param>
    Func<IReadOnlyList<string>, string> For(string service);

    /// <summary>True when a challenge's realm is this server's token service.</summary>
    bool IsOwnRealm(Uri? realm);
}
