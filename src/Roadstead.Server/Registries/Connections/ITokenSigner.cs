namespace Roadstead.Server.Registries.Connections;

/// <summary>Signs Roadstead's own tokens for registries that trust its token service. Implemented where tokens are issued.</summary>
public interface ITokenSigner
{
    /// <summary>Scopes in, token out, for the registry that calls itself <paramref name="service"/>.</summary>
    Func<IReadOnlyList<string>, string> SignerFor(string service);
}
