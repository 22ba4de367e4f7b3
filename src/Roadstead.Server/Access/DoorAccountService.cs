using Roadstead.Server.Identity;

namespace Roadstead.Server.Access;

/// <summary>Finds who presents a credential at a door. A person's password opens no door for machines: it would end up in pull secrets and CI logs.</summary>
public sealed class DoorAccountService(IIdentitySource identities, IPersonSource people, TokenUse uses)
{
    /// <summary>By user name and secret: a namespace's account, or a person with an API token. Null when they are wrong.</summary>
    public DoorAccount? FindByLogin(string username, string secret)
    {
        if (identities.FindAccount(username) is { } account) return account.Accepts(secret) ? new DoorAccount.OfNamespace(account) : null;
        return FindByApiToken(secret) is DoorAccount.OfPerson person && string.Equals(person.Name, username, StringComparison.OrdinalIgnoreCase) ? person : null;
    }

    /// <summary>By an API token alone, as clients send an identity token. Null when it is wrong.</summary>
    public DoorAccount? FindByApiToken(string secret) => Of(people.FindToken(secret));

    /// <summary>A namespace's account that proved itself earlier; null when it is gone, as after its renewal.</summary>
    public DoorAccount? FindAgain(string account) =>
        identities.FindAccount(account) is { } found ? new DoorAccount.OfNamespace(found) : null;

    /// <summary>A person that proved themselves earlier; null when the API token that they used has ended.</summary>
    public DoorAccount? FindAgain(Guid tokenId) => Of(people.FindToken(tokenId));

    private DoorAccount.OfPerson? Of(PersonToken? token)
    {
        if (token is null) return null;
        uses.Note(token.TokenId);
        return new DoorAccount.OfPerson(token.Person, token.TokenId);
    }
}
