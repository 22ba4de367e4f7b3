namespace Roadstead.Registries.Artifactory;

/// <summary>What a login may do, as far as Roadstead has a use for it: the table of docs/artifactory.md.</summary>
/// <param name="Capabilities">What Roadstead can do with it.</param>
/// <param name="Message">In words, with what showed it.</param>
internal sealed record ArtifactoryStanding(IReadOnlyList<string> Capabilities, string Message)
{
    /// <summary>What an Artifactory can do, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> All { get; } = [RegistryCapability.CreateSpace, RegistryCapability.DeleteSpace, RegistryCapability.Delete];

    public static ArtifactoryStanding Of(ArtifactoryLogin login, ArtifactorySession session) =>
        new([.. All.Where(capability => May(capability, login, session))], Describe(login, session.Edition));

    private static bool May(string capability, ArtifactoryLogin login, ArtifactorySession session) => login.IsAdministrator && capability switch
    {
        // The free editions make repositories, users and permissions in their own pages alone.
        RegistryCapability.CreateSpace or RegistryCapability.DeleteSpace => session.Edition == ArtifactoryEdition.Pro,
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
