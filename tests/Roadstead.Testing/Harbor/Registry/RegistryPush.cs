using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Repositories;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>Pushes: the storage keeps the contents, the state learns of them at once.</summary>
internal sealed class RegistryPush(HarborState state)
{
    private const int WarningPercent = 85;
    private const int MaxManifestBytes = 4 * 1024 * 1024;

    // Bytes that each upload in progress has, for the quota.
    private readonly ConcurrentDictionary<string, long> uploads = new();

    public async Task<HarborAnswer?> UploadAsync(HttpContext http, ProjectState project, RegistryPath path, string? from, HarborIdentity identity)
    {
        CheckProxy(project);
        var digest = http.Request.Query["digest"].ToString();
        var finishes = digest.Length > 0 && !HttpMethods.IsPatch(http.Request.Method);
        var size = uploads.GetValueOrDefault(path.Reference) + (http.Request.ContentLength ?? 0);
        if (finishes)
        {
            lock (state.Gate)
            {
                CheckQuota(project, path, new Dictionary<string, long> { [digest] = size }, identity);
            }
        }

        using var answer = await state.Storage.SendAsync(http, $"{http.Request.Path.ToUriComponent()}{http.Request.QueryString.ToUriComponent()}");
        if (answer is null)
        {
            return new HarborAnswer(502);
        }

        if (answer.StatusCode == HttpStatusCode.Accepted && answer.Headers.TryGetValues("Docker-Upload-Uuid", out var ids) && answer.Headers.TryGetValues("Range", out var ranges))
        {
            // "0-470" is 471 bytes, but "0-0" is none.
            var last = long.Parse(ranges.Single().Split('-')[1], CultureInfo.InvariantCulture);
            uploads[ids.Single()] = last == 0 ? 0 : last + 1;
        }
        else if (answer.StatusCode == HttpStatusCode.Created)
        {
            uploads.TryRemove(path.Reference, out _);
            var added = from is null ? digest : http.Request.Query["mount"].ToString();
            if (await state.Storage.SizeAsync(path.Name, added, http.RequestAborted) is { } stored)
            {
                lock (state.Gate)
                {
                    project.Blobs[added] = stored;
                }
            }
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    public async Task<HarborAnswer?> ManifestAsync(HttpContext http, ProjectState project, RegistryPath path, HarborIdentity identity)
    {
        var content = await HarborPipeline.ReadAsync(http, MaxManifestBytes);
        var manifest = ManifestReading.Read(content, http.Request.ContentType ?? "");
        var tag = path.Reference.Contains(':', StringComparison.Ordinal) ? null : path.Reference;
        lock (state.Gate)
        {
            CheckProxy(project);
            if (tag is not null && project.Find(path.Repository) is { } repository)
            {
                ImmutableTags.CheckPush(repository, tag);
            }

            CheckQuota(project, path, manifest.Blobs, identity);
        }

        // The storage knows digests only; which tag points where is the core's affair.
        using var answer = await state.Storage.SendAsync(http, $"/v2/{path.Name}/manifests/{(tag is null ? path.Reference : manifest.Digest)}", content);
        if (answer is null)
        {
            return new HarborAnswer(502);
        }

        if (answer.StatusCode == HttpStatusCode.Created)
        {
            var config = manifest.ConfigDigest is { } digest ? await state.Storage.ReadAsync($"/v2/{path.Name}/blobs/{digest}", null, http.RequestAborted) : null;
            lock (state.Gate)
            {
                var before = project.UsedBytes;
                var artifact = ArtifactIntake.Add(state, project, path.Repository, manifest, config, tag);
                Warn(project, artifact.Repository, before, identity);
                state.Tell(new HarborEvent("PUSH_ARTIFACT", identity.Name, project.Id, artifact.Repository, artifact.Digest, tag));
            }

            if (manifest.Subject is { } subject && state.Features.Referrers)
            {
                http.Response.Headers["OCI-Subject"] = subject;
            }
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }

    private static void CheckProxy(ProjectState project)
    {
        if (project.RegistryId != 0)
        {
            throw HarborException.Denied($"denied: can not push artifact to a proxy project: {project.Name}");
        }
    }

    private void CheckQuota(ProjectState project, RegistryPath path, Dictionary<string, long> blobs, HarborIdentity identity)
    {
        var (hard, used) = (project.Quota.HardBytes, project.UsedBytes);
        var added = blobs.Where(blob => !project.Blobs.ContainsKey(blob.Key)).Sum(blob => blob.Value);
        if (hard < 0 || !state.Configuration.QuotaPerProject || added == 0 || used + added <= hard)
        {
            return;
        }

        var message = $"adding {Size(added)} of storage resource, which when updated to current usage of {Size(used)} will exceed the configured upper limit of {Size(hard)}.";
        var repository = project.Find(path.Repository) ?? new RepositoryState(0, project, path.Repository, state.Now);
        state.Tell(new HarborEvent("QUOTA_EXCEED", identity.Name, project.Id, repository, null, null, message) { RepositoryIsGone = true });
        throw HarborException.Denied(message);
    }

    // Told when a push takes the use over 85 %.
    private void Warn(ProjectState project, RepositoryState repository, long before, HarborIdentity identity)
    {
        var (hard, used) = (project.Quota.HardBytes, project.UsedBytes);
        if (hard > 0 && used * 100 >= hard * WarningPercent && before * 100 < hard * WarningPercent)
        {
            state.Tell(new HarborEvent("QUOTA_WARNING", identity.Name, project.Id, repository, null, null, $"quota usage reach {WarningPercent}%: resource storage used {Size(used)} of {Size(hard)}") { RepositoryIsGone = true });
        }
    }

    private static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, 1)} {units[unit]}");
    }
}
