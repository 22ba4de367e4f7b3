namespace Roadstead.Registries.Artifactory;

/// <summary>What a login may do, as far as Roadstead has a use for it: the table of docs/artifactory.md.</summary>
/// <param name="Capabilities">What Roadstead can do with it.</param>
/// <param name="Message">In words, with what showed it.</param>
internal sealed record ArtifactoryStanding(IReadOnlyList<string> Capabilities, string Message)
{
    /// <summary>What an Artifactory can do, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> All { get; } =
        [RegistryCapability.CreateSpace, RegistryCapability.DeleteSpace, RegistryCapability.PullAccounts, RegistryCapability.Events, RegistryCapability.RepositoryListing, RegistryCapability.Delete];

    /// <param name="login">The login.</param>
    /// <param name="session">Whose it is.</param>
    /// <param name="lacking">What was tried and found missing: by capability, why, for people.</param>
    public static ArtifactoryStanding Of(ArtifactoryLogin login, ArtifactorySession session, IReadOnlyDictionary<string, string> lacking)
    {
        var able = All.Where(capability => May(capability, login, session)).ToList();
        var tried = string.Concat(lacking.Where(one => able.Contains(one.Key)).Select(one => $" Without {one.Key}: {one.Value}"));
        return new ArtifactoryStanding([.. able.Where(capability => !lacking.ContainsKey(capability))], Describe(login, session.Edition) + tried);
    }

    /// <summary>True where the capability is worth trying: the login and the edition do not exclude it.</summary>
    public static bool May(string capability, ArtifactoryLogin login, ArtifactorySession session) => login.IsAdministrator && capability switch
    {
        // The free editions make repositories, users and permissions in their own pages alone.
        RegistryCapability.CreateSpace or RegistryCapability.DeleteSpace or RegistryCapability.PullAccounts => session.Edition == ArtifactoryEdition.Pro,
        RegistryCapability.Events => session.Edition == ArtifactoryEdition.Pro && session.IsAtLeast(ArtifactorySubscriptions.Since, 0),
        _ => true,
    };

    private static string Describe(ArtifactoryLogin login, ArtifactoryEdition edition) => login switch
    {
        { Kind: ArtifactoryLoginKind.Nobody } => "There is no login: what everybody may read can be pulled.",
        { IsAdministrator: false } => $"The login is a user's without administrator rights ({login.Evidence}): images can be listed and pulled; storage and the members of virtual repositories are not shown to it.",
        _ when edition == ArtifactoryEdition.Free => $"The login is an administrator's ({login.Evidence}). This is a free edition: repositories and accounts are made in its own pages alone.",
        _ => $"The login is an administrator's: {login.Evidence}.",
    };
}
