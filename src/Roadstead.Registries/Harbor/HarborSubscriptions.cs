using System.Text.Json;
using Roadstead.Core.References;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>Webhook policies of projects.</summary>
internal sealed class HarborSubscriptions(HarborClient client, HarborSpaces spaces) : IEventSubscriptions
{
    // Not pulls: each pull of each node would be a message. Retention's deletions are told apart from other ones, and by it alone.
    private static readonly string[] Wanted = ["PUSH_ARTIFACT", "DELETE_ARTIFACT", "SCANNING_COMPLETED", "SCANNING_FAILED", "TAG_RETENTION"];
    private const string Http = "http";
    private const string OwnFormat = "Default";
    private const int FormatsSince = 8;

    private volatile IReadOnlyList<string>? types;

    public EventSecretHeader SecretHeader => EventSecretHeader.Bearer;

    public async Task<bool> EnsureSubscriptionAsync(string space, EventSubscription subscription, CancellationToken cancellationToken)
    {
        var path = $"{await spaces.PathOfAsync(space, cancellationToken)}/webhook";
        var existing = await FindAsync(space, path, subscription.Name, cancellationToken) ?? throw HarborSpaces.Absent(space);
        types ??= await TypesAsync(path, cancellationToken);
        if (existing is [var one] && IsAsWanted(one, subscription, types))
        {
            return false;
        }

        var policy = new WirePolicy(
            existing is [var old, ..] ? old.Id : null,
            subscription.Name,
            "Made by Roadstead, which repairs it when it is changed.",
            true,
            types,
            [new WireTarget(Http, AddressOf(subscription), HeaderOf(subscription), subscription.SkipVerify, client.Session.IsAtLeast(FormatsSince) ? OwnFormat : null)]);
        var answer = policy.Id is { } id
            ? await client.ChangeAsync(HttpMethod.Put, $"{path}/policies/{id}", policy, HarborJson.Default.WirePolicy, cancellationToken)
            : await client.ChangeAsync(HttpMethod.Post, $"{path}/policies", policy, HarborJson.Default.WirePolicy, cancellationToken);
        return answer.IsSuccess ? true : throw HarborError.From(answer, $"the webhook of the project '{space}'", taken: true);
    }

    public async Task RemoveSubscriptionsAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var space in spaces.ListAsync(cancellationToken))
        {
            await RemoveAsync(space.Name, name, cancellationToken);
        }
    }

    public IReadOnlyList<RegistryEvent> ReadEvents(string? contentType, ReadOnlyMemory<byte> body)
    {
        WireEvent? message;
        try
        {
            message = JsonSerializer.Deserialize(body.Span, HarborJson.Default.WireEvent);
        }
        catch (JsonException e)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, "The message is not one of Harbor's.", e);
        }

        if (message is not { Type: { Length: > 0 } type } || (message.EventData ?? message.Data) is not { } subject)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, "The message is not one of Harbor's.");
        }

        var at = HarborTime.Of(message.Time) ?? HarborTime.Of(message.OccurAt);
        var by = string.IsNullOrEmpty(message.Operator) ? null : message.Operator;
        return subject.Retention is { } retention ? ReadRetention(retention, at, by)
            : KindOf(type) is { } kind && RepositoryName.TryParse(subject.Repository?.RepoFullName, out var repository) ? ReadResources(subject, repository, kind, at, by)
            : [];
    }

    private static IReadOnlyList<RegistryEvent> ReadResources(WireEventSubject subject, RepositoryName repository, RegistryEventKind kind, DateTimeOffset? at, string? by) =>
        subject.Resources is not { Count: > 0 } resources
            ? [new RegistryEvent(repository, kind, at, null, by)]
            : [.. resources.Select(resource => new RegistryEvent(repository, kind, at, string.IsNullOrEmpty(resource.Tag) ? resource.Digest : resource.Tag, by))];

    private static List<RegistryEvent> ReadRetention(WireRetention retention, DateTimeOffset? at, string? by)
    {
        var events = new List<RegistryEvent>();
        foreach (var gone in retention.DeletedArtifact ?? [])
        {
            // repository:tag, or repository@digest; without the project.
            var name = gone.NameTag ?? "";
            var cut = name.IndexOf('@', StringComparison.Ordinal) is > 0 and var digest ? digest : name.LastIndexOf(':');
            if (cut > 0 && RepositoryName.TryParse($"{retention.ProjectName}/{name[..cut]}", out var repository))
            {
                events.Add(new RegistryEvent(repository, RegistryEventKind.Deleted, at, name[(cut + 1)..], by));
            }
        }

        return events;
    }

    // Harbor's own words, and those of its CloudEvents.
    private static RegistryEventKind? KindOf(string type) => type switch
    {
        "PUSH_ARTIFACT" or "harbor.artifact.pushed" => RegistryEventKind.Pushed,
        "PULL_ARTIFACT" or "harbor.artifact.pulled" => RegistryEventKind.Pulled,
        "DELETE_ARTIFACT" or "harbor.artifact.deleted" => RegistryEventKind.Deleted,
        "SCANNING_COMPLETED" or "SCANNING_FAILED" or "SCANNING_STOPPED" or "harbor.scan.completed" or "harbor.scan.failed" or "harbor.scan.stopped" => RegistryEventKind.Changed,
        _ => null,
    };

    private static bool IsAsWanted(WirePolicy policy, EventSubscription subscription, IReadOnlyList<string> types) =>
        policy is { Enabled: true, Targets: [{ Type: Http } target] }
        && target.Address == AddressOf(subscription)
        && target.AuthHeader == HeaderOf(subscription)
        && target.SkipCertVerify == subscription.SkipVerify
        && target.PayloadFormat is null or "" or OwnFormat
        && types.ToHashSet(StringComparer.Ordinal).SetEquals(policy.EventTypes ?? []);

    // What this release has of what is wanted: one event that it does not know has it refuse all.
    private async Task<IReadOnlyList<string>> TypesAsync(string path, CancellationToken cancellationToken)
    {
        var known = await client.FindAsync($"{path}/events", HarborJson.Default.WireEventTypes, "the events of a project", cancellationToken);
        return [.. Wanted.Where(type => known?.EventType is not { Count: > 0 } all || all.Contains(type))];
    }

    // The policies of this name; null when the project is not there.
    private async Task<IReadOnlyList<WirePolicy>?> FindAsync(string space, string path, string name, CancellationToken cancellationToken)
    {
        var found = new List<WirePolicy>();
        try
        {
            await foreach (var page in client.ListAsync($"{path}/policies", "", HarborJson.Default.ListWirePolicy, policy => policy.Id, "webhooks", cancellationToken))
            {
                found.AddRange(page.Where(policy => policy.Name == name));
            }
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
        {
            return null;
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Denied)
        {
            if (!await spaces.ExistsAsync(space, cancellationToken))
            {
                return null;
            }

            throw;
        }

        return found;
    }

    private async Task RemoveAsync(string space, string name, CancellationToken cancellationToken)
    {
        string path;
        try
        {
            path = $"{await spaces.PathOfAsync(space, cancellationToken)}/webhook";
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
        {
            return;
        }

        foreach (var policy in await FindAsync(space, path, name, cancellationToken) ?? [])
        {
            var answer = await client.ChangeAsync(HttpMethod.Delete, $"{path}/policies/{policy.Id}", cancellationToken);
            if (!answer.IsSuccess && !answer.IsAbsent)
            {
                throw HarborError.From(answer, $"deleting the webhook of the project '{space}'");
            }
        }
    }

    private static string AddressOf(EventSubscription subscription) => subscription.Address.AbsoluteUri;

    private static string HeaderOf(EventSubscription subscription) => EventSecretHeader.Bearer.Write(subscription.Secret);
}
