using System.Net;
using System.Runtime.CompilerServices;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>Projects.</summary>
internal sealed class HarborSpaces(HarborClient client) : ISpaceAdministration
{
    private const string Storage = "storage";

    /// <summary>All projects that the login sees.</summary>
    public async IAsyncEnumerable<RemoteSpace> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var quotas = await ReadQuotasAsync(cancellationToken);
        var spaces = new List<RemoteSpace>();
        await foreach (var page in ListProjectsAsync("", cancellationToken))
        {
            spaces.AddRange(page.Select(project => SpaceOf(project, quotas?.GetValueOrDefault(project.ProjectId))));
        }

        // A login that turned wrong meanwhile would make every private project look deleted.
        await client.Session.ConfirmAsync(cancellationToken);
        foreach (var space in spaces)
        {
            yield return space;
        }
    }

    /// <summary>The projects that the login sees, as Harbor shows them.</summary>
    public IAsyncEnumerable<IReadOnlyList<WireProject>> ListProjectsAsync(string query, CancellationToken cancellationToken) =>
        client.ListAsync("/projects", query.Length > 0 ? query : "sort=name", HarborJson.Default.ListWireProject, project => project.Name is null ? null : project.ProjectId, "projects", cancellationToken);

    /// <summary>What every project holds and may hold, by its id; null where the login may not see it.</summary>
    public async Task<IReadOnlyDictionary<long, WireQuota>?> ReadQuotasAsync(CancellationToken cancellationToken)
    {
        var quotas = new Dictionary<long, WireQuota>();
        try
        {
            await foreach (var page in client.ListAsync("/quotas", "reference=project", HarborJson.Default.ListWireQuota, quota => quota.Id, "quotas", cancellationToken))
            {
                foreach (var quota in page.Where(quota => quota.Ref is not null))
                {
                    quotas[quota.Ref!.Id] = quota;
                }
            }
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Denied)
        {
            return null;
        }

        return quotas;
    }

    public static long UsedBytes(WireQuota quota) => quota.Used?.GetValueOrDefault(Storage) ?? 0;

    public string? CheckName(string name) =>
        HarborPath.IsNewProject(name) ? null : "The name of a project is 1-255 characters of a-z and 0-9, with a single '.', '_' or '-' between two of them, and no '/'.";

    public async Task<RemoteSpace?> FindSpaceAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindProjectAsync(name, cancellationToken) is not { } project)
        {
            return null;
        }

        if (await FindQuotaAsync(project.ProjectId, cancellationToken) is { } quota)
        {
            return SpaceOf(project, quota);
        }

        // A member sees the figures of the project alone.
        var answer = await client.GetAsync($"{await PathOfAsync(name, cancellationToken)}/summary", cancellationToken);
        var limits = answer.IsSuccess ? answer.Read(HarborJson.Default.WireSummary).Quota : null;
        return SpaceOf(project, limits is null ? null : new WireQuota(0, null, limits.Hard, limits.Used));
    }

    public async Task<RemoteSpace> CreateSpaceAsync(string name, bool isPublic, long? quotaBytes, CancellationToken cancellationToken)
    {
        ThrowIfNoQuota(quotaBytes);
        var project = new WireNewProject(name, Visibility(isPublic), quotaBytes ?? -1);
        var answer = await client.ChangeAsync(HttpMethod.Post, "/projects", project, HarborJson.Default.WireNewProject, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, "a new project", taken: true);
        }

        try
        {
            if (await FindSpaceAsync(name, cancellationToken) is { } made)
            {
                return made;
            }
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Denied)
        {
            // Up to 2.9 a robot may make what it may not read; what was asked for is what is there.
            return Made();
        }

        return Made();

        RemoteSpace Made() => new(name, isPublic) { Id = answer.Location?.Split('/')[^1], Repositories = 0, UsedBytes = 0, QuotaBytes = quotaBytes };
    }

    public async Task DeleteSpaceAsync(string name, CancellationToken cancellationToken)
    {
        if (await ChangeAsync(HttpMethod.Delete, name, null, cancellationToken) is { IsSuccess: false } answer)
        {
            throw HarborError.From(answer, $"deleting the project '{name}'");
        }
    }

    public async Task SetVisibilityAsync(string name, bool isPublic, CancellationToken cancellationToken)
    {
        var answer = await ChangeAsync(HttpMethod.Put, name, new WireProjectChange(Visibility(isPublic)), cancellationToken) ?? throw Absent(name);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, $"the visibility of the project '{name}'");
        }
    }

    public async Task SetQuotaAsync(string name, long? quotaBytes, CancellationToken cancellationToken)
    {
        ThrowIfNoQuota(quotaBytes);
        var project = await FindProjectAsync(name, cancellationToken) ?? throw Absent(name);
        var quota = await FindQuotaAsync(project.ProjectId, cancellationToken)
            ?? throw new RegistryException(RegistryErrorCode.Denied, $"The login may not change the quota of the project '{name}', or Harbor keeps none: it needs an administrator, or a robot with quota:list and quota:update.");

        // Release 2.0 has a limit of artifacts as well, and wants all of them.
        var hard = new Dictionary<string, long>(quota.Hard ?? []) { [Storage] = quotaBytes ?? -1 };
        var answer = await client.ChangeAsync(HttpMethod.Put, $"/quotas/{quota.Id}", new WireQuotaChange(hard), HarborJson.Default.WireQuotaChange, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw HarborError.From(answer, $"the quota of the project '{name}'");
        }
    }

    /// <summary>The project of this name; null when it is not there.</summary>
    public async Task<WireProject?> FindProjectAsync(string name, CancellationToken cancellationToken)
    {
        await client.Session.ProveAsync(cancellationToken);
        if (!HarborPath.IsProject(name))
        {
            return null;
        }

        if (!client.Session.NamesInPaths)
        {
            await foreach (var page in ListProjectsAsync($"name={Uri.EscapeDataString(name)}", cancellationToken))
            {
                if (page.FirstOrDefault(project => project.Name == name) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        var answer = await client.GetAsync($"/projects/{Uri.EscapeDataString(name)}", cancellationToken);
        return answer.IsSuccess ? answer.Read(HarborJson.Default.WireProject)
            : answer.IsAbsent || (answer.Status == HttpStatusCode.Forbidden && !await ExistsAsync(name, cancellationToken)) ? null
            : throw HarborError.From(answer, $"the project '{name}'");
    }

    /// <summary>False when there is no such project. To somebody who may not see it Harbor says 403 either way, but tells whether the name is free.</summary>
    public async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) =>
        !HarborPath.IsProject(name) ? false
        : await client.ChangeAsync(HttpMethod.Head, $"/projects?project_name={Uri.EscapeDataString(name)}", cancellationToken) is not { Status: HttpStatusCode.NotFound };

    /// <summary>The path of a project: releases before 2.2 know it by its id alone. <see cref="RegistryErrorCode.NotFound"/> when they have no such project.</summary>
    public async Task<string> PathOfAsync(string name, CancellationToken cancellationToken)
    {
        await client.Session.ProveAsync(cancellationToken);
        if (!HarborPath.IsProject(name))
        {
            throw Absent(name);
        }

        return client.Session.NamesInPaths
            ? $"/projects/{Uri.EscapeDataString(name)}"
            : $"/projects/{(await FindProjectAsync(name, cancellationToken) ?? throw Absent(name)).ProjectId}";
    }

    public static RegistryException Absent(string name) => new(RegistryErrorCode.NotFound, $"There is no project '{name}'.");

    // Null when the project is not there.
    private async Task<HarborAnswer?> ChangeAsync(HttpMethod method, string name, WireProjectChange? change, CancellationToken cancellationToken)
    {
        string path;
        try
        {
            path = await PathOfAsync(name, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
        {
            return null;
        }

        var answer = change is null
            ? await client.ChangeAsync(method, path, cancellationToken)
            : await client.ChangeAsync(method, path, change, HarborJson.Default.WireProjectChange, cancellationToken);
        return answer.IsAbsent || (answer.Status == HttpStatusCode.Forbidden && !await ExistsAsync(name, cancellationToken)) ? null : answer;
    }

    private async Task<WireQuota?> FindQuotaAsync(long projectId, CancellationToken cancellationToken)
    {
        // The quota's own id is another one than the project's.
        var answer = await client.GetAsync($"/quotas?reference=project&reference_id={projectId}", cancellationToken);
        return answer.IsSuccess ? answer.Read(HarborJson.Default.ListWireQuota).FirstOrDefault(quota => quota.Ref?.Id == projectId)
            : answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized ? null
            : throw HarborError.From(answer, "a quota");
    }

    private static WireMetadata Visibility(bool isPublic) => new(isPublic ? "true" : "false");

    private static RemoteSpace SpaceOf(WireProject project, WireQuota? quota) => new(project.Name!, project.Metadata?.Public == "true")
    {
        Id = project.ProjectId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Repositories = project.RepoCount,
        UsedBytes = quota is null ? null : UsedBytes(quota),
        QuotaBytes = quota?.Hard?.GetValueOrDefault(Storage) is > 0 and var limit ? limit : null,
        IsProxyCache = project.RegistryId > 0,
        CreatedAt = HarborTime.Of(project.CreationTime),
    };

    private static void ThrowIfNoQuota(long? quotaBytes)
    {
        // Harbor reads 0 as its default, which may be no limit at all.
        if (quotaBytes is <= 0)
        {
            throw new RegistryException(RegistryErrorCode.Invalid, "A quota is at least one byte; none is no limit.");
        }
    }
}
