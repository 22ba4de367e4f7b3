using System.Net;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>What a robot may do.</summary>
/// <param name="System">resource:action of the system.</param>
/// <param name="AllProjects">resource:action in every project.</param>
/// <param name="SomeProjects">resource:action in at least one project.</param>
/// <param name="Evidence">What showed it, for people.</param>
internal sealed record HarborGrants(IReadOnlySet<string> System, IReadOnlySet<string> AllProjects, IReadOnlySet<string> SomeProjects, string Evidence)
{
    private const int ProjectsToAsk = 3;
    private const int SystemAndProjectsSince = 10;

    /// <summary>True when it holds the right, in all projects where it is one of projects.</summary>
    public bool Has(HarborRight right) => (right.OfSystem ? System : AllProjects).Contains(Key(right.Resource, right.Action));

    /// <summary>True when it holds the right, if only in some project.</summary>
    public bool HasSomewhere(HarborRight right) => Has(right) || (!right.OfSystem && SomeProjects.Contains(Key(right.Resource, right.Action)));

    /// <summary>Finds out: the robot reads itself in the list of robots, or else asks what it may do here and there.</summary>
    public static async Task<HarborGrants> ReadAsync(HarborClient client, HarborSpaces spaces, string username, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var page in client.ListAsync("/robots", "", HarborJson.Default.ListWireRobot, robot => robot.Id, "robots", cancellationToken))
            {
                if (page.FirstOrDefault(robot => robot.Name == username) is { } self)
                {
                    return Of(self, client.Session);
                }
            }
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Denied or RegistryErrorCode.NotFound)
        {
            return await AskAsync(client, spaces, cancellationToken);
        }

        return await AskAsync(client, spaces, cancellationToken);
    }

    private static HarborGrants Of(WireRobot robot, HarborSession session)
    {
        var grants = robot.Permissions ?? [];
        var system = Keys(grants.Where(grant => grant.Kind == "system"));

        // Up to 2.9 one right of the system takes away all those in projects.
        var inProjects = system.Count > 0 && !session.IsAtLeast(SystemAndProjectsSince) ? [] : grants.Where(grant => grant.Kind == "project").ToList();
        return new HarborGrants(system, Keys(inProjects.Where(grant => grant.Namespace == "*")), Keys(inProjects), "GET /robots shows its permissions");
    }

    private static async Task<HarborGrants> AskAsync(HarborClient client, HarborSpaces spaces, CancellationToken cancellationToken)
    {
        var system = await MayAsync(client, "/system", cancellationToken);
        HashSet<string>? all = null;
        var some = new HashSet<string>(StringComparer.Ordinal);
        var asked = 0;
        await foreach (var page in spaces.ListProjectsAsync("", cancellationToken))
        {
            // What everybody may do in a public project says nothing of the robot.
            foreach (var project in page.Where(project => project.Metadata?.Public != "true").Take(ProjectsToAsk - asked))
            {
                asked++;
                var here = await MayAsync(client, $"/project/{project.ProjectId}", cancellationToken);
                some.UnionWith(here);
                all = all is null ? here : [.. all.Intersect(here)];
            }

            if (asked >= ProjectsToAsk)
            {
                break;
            }
        }

        return new HarborGrants(system, all ?? [], some, "GET /users/current/permissions tells what it may do");
    }

    private static async Task<HashSet<string>> MayAsync(HarborClient client, string scope, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync($"/users/current/permissions?scope={Uri.EscapeDataString(scope)}&relative=true", cancellationToken);
        if (answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest || answer.Body is [] or [(byte)'n', ..])
        {
            return [];
        }

        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, "what the login may do");
        }

        // Relative or not, what counts is what comes last; '.' is the project itself.
        return [.. answer.Read(HarborJson.Default.ListWireAccess)
            .Where(access => access is { Resource: not null, Action: not null })
            .Select(access => Key(access.Resource!.Split('/')[^1] is var last && (last is "." or "" || last.All(char.IsAsciiDigit)) ? "project" : last, access.Action!))];
    }

    private static HashSet<string> Keys(IEnumerable<WirePermission> grants) =>
        [.. grants.SelectMany(grant => grant.Access ?? []).Where(access => access.Effect is null or "" or "allow").Select(access => Key(access.Resource ?? "", access.Action ?? ""))];

    private static string Key(string resource, string action) => $"{resource}:{action}";
}
