using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>System robots that may pull and nothing else. Harbor 2.2 and later.</summary>
internal sealed class HarborPullAccounts(HarborClient client) : IPullAccounts
{
    public const int Since = 2;
    private const string SystemLevel = "system";
    private const string ProjectKind = "project";
    private const string AllProjects = "*";
    private const long Forever = -1;
    private static readonly SearchValues<char> InNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
    private static readonly WireAccess Pull = new("repository", "pull");

    // What Harbor puts before every robot's name is a setting, and changes with it at any time: it is read off an answer, and read again when it does not fit.
    private volatile string? prefix;

    public Delivery Delivery => Delivery.Robot;

    // A robot of all projects could be made by administrators alone, and only they integrate a Harbor for the platform.
    public bool GivesWhole => false;

    public async IAsyncEnumerable<RemotePullAccount> ListAccountsAsync(string namePrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        var found = new List<WireRobot>();
        await foreach (var page in client.ListAsync("/robots", HarborPath.Filter("name", "=~", namePrefix), HarborJson.Default.ListWireRobot, robot => robot.Id, "robots", cancellationToken))
        {
            found.AddRange(page.Where(robot => robot.Level == SystemLevel && robot.Name?.Contains(namePrefix, StringComparison.Ordinal) == true));
        }

        if (found.Count == 0)
        {
            yield break;
        }

        await LearnPrefixAsync(found, namePrefix, cancellationToken);
        foreach (var account in found.Select(AccountOf).OfType<RemotePullAccount>())
        {
            if (account.Name.StartsWith(namePrefix, StringComparison.Ordinal))
            {
                yield return account;
            }
        }
    }

    public async Task<RemotePullAccount?> FindAccountAsync(string id, CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        if (await client.FindAsync($"/robots/{Number(id)}", HarborJson.Default.WireRobot, "a robot", cancellationToken) is not { Name: not null } robot)
        {
            return null;
        }

        if (prefix is not { } known || !robot.Name.StartsWith(known, StringComparison.Ordinal))
        {
            await LearnPrefixAsync([robot], null, cancellationToken);
        }

        return AccountOf(robot);
    }

    public async Task<MadePullAccount> CreateAccountAsync(string name, string description, PullRights rights, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        ThrowIfNoSpace(rights);
        var robot = new WireRobot
        {
            Name = name,
            Description = description,
            Level = SystemLevel,
            // Days; none would be the system's own default, and from 2.11 is refused.
            Duration = lifetime is { } life ? Math.Max(1, (long)Math.Ceiling(life.TotalDays)) : Forever,
            Permissions = PermissionsOf(rights.Spaces),
        };
        var answer = await client.ChangeAsync(HttpMethod.Post, "/robots", robot, HarborJson.Default.WireRobot, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, "a new robot", taken: true);
        }

        var made = answer.Read(HarborJson.Default.WireMadeRobot);
        if (made is not { Id: > 0, Name: { Length: > 0 } login, Secret: { Length: > 0 } secret })
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} made a robot and told neither its name nor its secret.");
        }

        if (login.EndsWith(name, StringComparison.Ordinal))
        {
            prefix = login[..^name.Length];
        }

        var expires = HarborTime.Of(made.ExpiresAt) ?? (robot.Duration > 0 ? (HarborTime.Of(made.CreationTime) ?? client.Now).AddDays(robot.Duration.Value) : null);
        return new MadePullAccount(made.Id.ToString(CultureInfo.InvariantCulture), login, secret, expires);
    }

    public async Task UpdateAccountAsync(RemotePullAccount account, PullRights rights, bool enabled, CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        if (enabled)
        {
            ThrowIfNoSpace(rights);
        }

        // Harbor wants the whole robot and refuses one without a project: a closed one keeps those that it had.
        IReadOnlyCollection<string> kept = rights.IsEmpty ? account.Spaces : rights.Spaces;
        if (kept.Count == 0)
        {
            throw new RegistryException(RegistryErrorCode.Conflict, $"The robot '{account.Login}' has no project left, and Harbor changes no such robot. Delete it.");
        }

        var robot = new WireRobot
        {
            Id = Number(account.Id),
            Name = account.Login,
            Description = account.Description,
            Level = SystemLevel,
            // Left out, 2.9 falls back to its default. It counts from the day the robot was made.
            Duration = account.ExpiresAt is { } expires ? Math.Max(1, (long)Math.Round((expires - account.CreatedAt).TotalDays)) : Forever,
            Disable = !enabled,
            Permissions = PermissionsOf(kept),
        };
        var answer = await client.ChangeAsync(HttpMethod.Put, $"/robots/{robot.Id}", robot, HarborJson.Default.WireRobot, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, $"the robot '{account.Login}'");
        }
    }

    public async Task<string> RenewSecretAsync(RemotePullAccount account, CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        var answer = await client.ChangeAsync(HttpMethod.Patch, $"/robots/{Number(account.Id)}", new WireSecret(""), HarborJson.Default.WireSecret, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, $"the secret of the robot '{account.Login}'");
        }

        return answer.Read(HarborJson.Default.WireSecret).Secret is { Length: > 0 } secret
            ? secret
            : throw new RegistryException(RegistryErrorCode.InvalidAnswer, $"{answer.Where} renewed a secret and did not tell it.");
    }

    public async Task DeleteAccountAsync(string id, CancellationToken cancellationToken)
    {
        await ThrowIfNoneAsync(cancellationToken);
        var answer = await client.ChangeAsync(HttpMethod.Delete, $"/robots/{Number(id)}", cancellationToken);
        if (!answer.IsSuccess && !answer.IsAbsent)
        {
            throw HarborError.From(answer, "deleting a robot");
        }
    }

    private RemotePullAccount? AccountOf(WireRobot robot)
    {
        if (robot is not { Id: { } id, Name: { } login })
        {
            return null;
        }

        var name = prefix is { } before && login.StartsWith(before, StringComparison.Ordinal) ? login[before.Length..] : login[(login.AsSpan().LastIndexOfAnyExcept(InNames) + 1)..];
        var grants = robot.Permissions ?? [];
        return new RemotePullAccount(
            id.ToString(CultureInfo.InvariantCulture),
            name,
            login,
            [.. grants.Where(grant => grant is { Kind: ProjectKind, Namespace: not null } && grant.Namespace != AllProjects && Grants(grant).Any(IsPull)).Select(grant => grant.Namespace!).Distinct(StringComparer.Ordinal)],
            robot.Level == SystemLevel && grants.All(grant => grant is { Kind: ProjectKind, Namespace: not AllProjects } && Grants(grant).All(IsPull)),
            !robot.Disable,
            robot.Duration == Forever ? null : HarborTime.Of(robot.ExpiresAt),
            HarborTime.Of(robot.CreationTime) ?? DateTimeOffset.UnixEpoch)
        {
            Description = robot.Description,
        };
    }

    // Filters know names without the prefix: what such a filter finds as the very same robot is its name, and what stands before it the prefix.
    private async Task LearnPrefixAsync(IReadOnlyList<WireRobot> robots, string? namePrefix, CancellationToken cancellationToken)
    {
        if (prefix is { } known && robots.Any(robot => robot.Name!.StartsWith(known + namePrefix, StringComparison.Ordinal)))
        {
            return;
        }

        foreach (var robot in robots.Take(5))
        {
            foreach (var start in Starts(robot.Name!, namePrefix))
            {
                var name = robot.Name![start..];
                var answer = await client.GetAsync($"/robots?{HarborPath.Filter("name", "=", name)}&page_size=1", cancellationToken);
                if (answer.IsSuccess && answer.Body is not [] and not [(byte)'n', ..] && answer.Read(HarborJson.Default.ListWireRobot).Any(same => same.Id == robot.Id))
                {
                    prefix = robot.Name[..start];
                    return;
                }
            }
        }
    }

    // Where the name could begin: at the beginning that was asked for, else after a character that no robot's own name has.
    private static List<int> Starts(string login, string? namePrefix)
    {
        if (namePrefix is null)
        {
            return login.AsSpan().LastIndexOfAnyExcept(InNames) is >= 0 and var last ? [last + 1, 0] : [0];
        }

        var starts = new List<int>();
        for (var at = login.IndexOf(namePrefix, StringComparison.Ordinal); at >= 0 && starts.Count < 4; at = at + 1 < login.Length ? login.IndexOf(namePrefix, at + 1, StringComparison.Ordinal) : -1)
        {
            starts.Add(at);
        }

        return starts;
    }

    private async Task ThrowIfNoneAsync(CancellationToken cancellationToken)
    {
        await client.Session.ProveAsync(cancellationToken);
        if (!client.Session.IsAtLeast(Since))
        {
            throw new RegistryException(RegistryErrorCode.Unsupported, $"Harbor {client.Session.Version} has no system robots; they came with 2.2.");
        }
    }

    private static IReadOnlyList<WirePermission> PermissionsOf(IEnumerable<string> spaces) =>
        [.. spaces.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(space => new WirePermission(ProjectKind, space, [Pull]))];

    private static IReadOnlyList<WireAccess> Grants(WirePermission permission) => permission.Access ?? [];

    private static bool IsPull(WireAccess access) => access.Resource == Pull.Resource && access.Action == Pull.Action && access.Effect is null or "" or "allow";

    private static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException("The id of a robot is a number.", nameof(id));

    private static void ThrowIfNoSpace(PullRights rights)
    {
        // Projects never lie inside one another.
        if (rights.IsEmpty || rights.Except.Length > 0)
        {
            throw new ArgumentException("A robot pulls from one project at least, and from projects whole.", nameof(rights));
        }
    }
}
