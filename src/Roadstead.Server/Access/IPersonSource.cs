namespace Roadstead.Server.Access;

/// <summary>Where requests take people from: roles and tokens that were taken away are gone with the change that took them. Safe for any number of threads.</summary>
public interface IPersonSource
{
    /// <summary>The user; null when there is none.</summary>
    Person? FindPerson(Guid userId);

    /// <summary>The token of this text; null when there is none or it has ended.</summary>
    PersonToken? FindToken(string token);

    /// <summary>The token with this id; null when there is none or it has ended.</summary>
    PersonToken? FindToken(Guid tokenId);
}
