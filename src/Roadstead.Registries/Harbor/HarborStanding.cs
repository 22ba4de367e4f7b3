namespace Roadstead.Registries.Harbor;

/// <summary>What a login may do, as far as Roadstead has a use for it.</summary>
/// <param name="Capabilities">What Roadstead can do with it.</param>
/// <param name="WillDoForPlatform">True when it may do what a platform registry needs.</param>
/// <param name="Message">In words, with what showed it.</param>
internal sealed record HarborStanding(IReadOnlyList<string> Capabilities, bool WillDoForPlatform, string Message)
{
    private const int RobotsMakeRobotsSince = 12;
    private const int ProjectAdmin = 1;
    private const int Maintainer = 4;

    /// <summary>Finds out, with reads alone.</summary>
    public static async Task<HarborStanding> ReadAsync(HarborClient client, HarborSpaces spaces, HarborLogin login, string username, CancellationToken cancellationToken) => login switch
    {
        { IsAdministrator: true } => new HarborStanding(
            [.. HarborRights.Capabilities.Where(name => name != RegistryCapability.PullAccounts || client.Session.IsAtLeast(HarborPullAccounts.Since))], true, $"The login is an administrator's: {login.Evidence}."),
        { Kind: HarborLoginKind.Robot } => OfRobot(await HarborGrants.ReadAsync(client, spaces, username, cancellationToken), client.Session),
        { Kind: HarborLoginKind.UserWithCliSecret } => new HarborStanding(
            [RegistryCapability.RepositoryListing, RegistryCapability.ArtifactListing], false, $"The login is a CLI secret of single sign-on, which most of Harbor's API does not take: {login.Evidence}. Give Harbor's own admin, or a robot."),
        _ => await OfUserAsync(client, spaces, login, cancellationToken),
    };

    private static HarborStanding OfRobot(HarborGrants grants, HarborSession session)
    {
        var platform = session.IsAtLeast(RobotsMakeRobotsSince);
        bool May(string capability) => HarborRights.All.Where(right => right.Capability == capability).All(grants.HasSomewhere);
        var able = HarborRights.Capabilities.Where(name => name switch
        {
            RegistryCapability.RepositoryListing => true,
            RegistryCapability.ArtifactListing => HarborRights.All.Where(right => right is { Capability: null, Resource: "artifact", Action: "list" }).All(grants.HasSomewhere),
            RegistryCapability.Statistics => false,
            // It can give away only what it has: pulling, and from every project.
            RegistryCapability.PullAccounts => platform && May(name) && HarborRights.All.Where(right => right is { Resource: "repository", Action: "pull" }).All(grants.Has),
            _ => May(name),
        }).ToList();
        var missing = HarborRights.All.Where(right => right.Capability is null && !grants.Has(right)).ToList();
        var further = HarborRights.All.Where(right => right.Capability is not null && !grants.Has(right)).ToList();
        var rest = further.Count == 0 ? "" : $" Without {Names(further)} it cannot do all of: {string.Join(", ", further.Select(right => right.Capability).Distinct())}.";
        return !platform ? new HarborStanding(able, false, $"The login is a robot ({grants.Evidence}). A robot can stand in for an administrator from Harbor 2.12 on; this is {session.Version}.{rest}")
            : missing.Count > 0 ? new HarborStanding(able, false, $"The login is a robot and lacks {Names(missing)} ({grants.Evidence}).{rest}")
            : new HarborStanding(able, true, $"The login is a system robot with the rights that are needed ({grants.Evidence}).{rest}");
    }

    private static async Task<HarborStanding> OfUserAsync(HarborClient client, HarborSpaces spaces, HarborLogin login, CancellationToken cancellationToken)
    {
        var roles = new HashSet<int>();
        await foreach (var page in spaces.ListProjectsAsync("", cancellationToken))
        {
            foreach (var project in page)
            {
                roles.UnionWith(project.CurrentUserRoleIds ?? (project.CurrentUserRoleId is { } role ? [role] : []));
            }

            if (roles.Contains(ProjectAdmin))
            {
                break;
            }
        }

        var admin = roles.Contains(ProjectAdmin);
        var able = HarborRights.Capabilities.Where(name => name switch
        {
            RegistryCapability.RepositoryListing or RegistryCapability.ArtifactListing => true,
            RegistryCapability.CreateSpace => client.Session.System?.ProjectCreationRestriction != "adminonly",
            RegistryCapability.DeleteSpace or RegistryCapability.SetVisibility or RegistryCapability.Events => admin,
            RegistryCapability.Delete or RegistryCapability.Scan => admin || roles.Contains(Maintainer),
            _ => false,
        }).ToList();
        return new HarborStanding(able, false, $"The login is a user's without administrator rights: {login.Evidence}.");
    }

    private static string Names(IEnumerable<HarborRight> rights) => string.Join(", ", rights);
}
