using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roadstead.Core.References;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Webhook subscriptions, one for each repository: <c>&lt;name&gt;-&lt;key of the repository&gt;</c>. Artifactory 7, an administrator's login. A virtual repository has none: what it
/// shows are its members', and their messages tell of it too.
/// </summary>
internal sealed class ArtifactorySubscriptions(ArtifactoryClient client, ArtifactorySpaces spaces) : IEventSubscriptions
{
    public const int Since = 7;
    private const string Path = "/event/api/v1/subscriptions";
    private const string Docker = "docker";
    private const string Webhook = "webhook";
    private static readonly string[] Wanted = ["pushed", "deleted", "promoted"];

    public EventSecretHeader SecretHeader { get; } = new("X-JFrog-Event-Auth", "");

    /// <summary>Asks for what subscriptions need, and changes nothing.</summary>
    /// <exception cref="RegistryException">The login may not, or the release or edition cannot.</exception>
    public async Task ProveAsync(CancellationToken cancellationToken) => await ListAsync(cancellationToken);

    public async Task<bool> EnsureSubscriptionAsync(string space, EventSubscription subscription, CancellationToken cancellationToken)
    {
        var repository = await spaces.FindAsync(space, cancellationToken) ?? throw new RegistryException(RegistryErrorCode.NotFound, $"There is no repository '{space}'.");
        if (repository.Kind == ArtifactoryRepositoryKind.Virtual)
        {
            return false;
        }

        var wanted = Of(repository, subscription);
        var read = await SendAsync(HttpMethod.Get, PathOf(wanted.Key!), null, cancellationToken);
        if (!read.IsSuccess && read.Status != System.Net.HttpStatusCode.NotFound)
        {
            throw ArtifactoryError.From(read, $"the webhook of '{space}'");
        }

        if (read.IsSuccess && IsAsWanted(read.Read(ArtifactoryAccessJson.Default.WireSubscription), wanted))
        {
            return false;
        }

        var answer = read.IsSuccess ? await SendAsync(HttpMethod.Put, PathOf(wanted.Key!), wanted, cancellationToken) : await SendAsync(HttpMethod.Post, Path, wanted, cancellationToken);
        return answer.IsSuccess ? true : throw ArtifactoryError.From(answer, $"the webhook of '{space}'");
    }

    public async Task RemoveSubscriptionsAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var key in (await ListAsync(cancellationToken)).Select(subscription => subscription.Key).OfType<string>().Where(key => key.StartsWith($"{name}-", StringComparison.Ordinal)))
        {
            var answer = await SendAsync(HttpMethod.Delete, PathOf(key), null, cancellationToken);
            if (!answer.IsSuccess && answer.Status != System.Net.HttpStatusCode.NotFound)
            {
                throw ArtifactoryError.From(answer, $"deleting the webhook '{key}'");
            }
        }
    }

    public IReadOnlyList<RegistryEvent> ReadEvents(string? contentType, ReadOnlyMemory<byte> body)
    {
        WireEvent? message;
        try
        {
            message = JsonSerializer.Deserialize(body.Span, ArtifactoryAccessJson.Default.WireEvent);
        }
        catch (JsonException e)
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, "The message is not one of Artifactory's.", e);
        }

        if (message is not { Domain.Length: > 0, EventType: { Length: > 0 } type, Data: { } data })
        {
            throw new RegistryException(RegistryErrorCode.InvalidAnswer, "The message is not one of Artifactory's.");
        }

        if (message.Domain != Docker || data.RepoKey is not { } key || KindOf(type) is not { } kind || ImageOf(data) is not { } image)
        {
            return [];
        }

        var by = string.IsNullOrEmpty(message.Source) ? null : message.Source;
        return [.. spaces.ShowingKnown(key).Select(shown => RepositoryName.TryParse($"{shown}/{image}", out var repository) ? new RegistryEvent(repository, kind, null, data.Tag, by) : null).OfType<RegistryEvent>()];
    }

    private static RegistryEventKind? KindOf(string type) => type switch
    {
        "pushed" or "promoted" => RegistryEventKind.Pushed,
        "deleted" => RegistryEventKind.Deleted,
        _ => null,
    };

    // team/app of team/app/1.0/manifest.json, where it is not said.
    private static string? ImageOf(WireEventSubject data) =>
        data.ImageName is { Length: > 0 } said ? said
        : data.Path?.TrimStart('/').Split('/') is { Length: > 2 } parts ? string.Join('/', parts[..^2])
        : null;

    private static WireSubscription Of(ArtifactoryRepository repository, EventSubscription subscription) => new()
    {
        Key = $"{subscription.Name}-{repository.Key}",
        Description = $"Made by Roadstead, which repairs it when it is changed. Secret {Mark(subscription.Secret)}.",
        Enabled = true,
        EventFilter = new WireEventFilter(Docker, Wanted, new WireEventCriteria { AnyLocal = false, AnyRemote = false, AnyFederated = false, RepoKeys = [repository.Key], IncludePatterns = [], ExcludePatterns = [] }),
        Handlers = [new WireEventHandler { HandlerType = Webhook, Url = subscription.Address.AbsoluteUri, Secret = subscription.Secret, UseSecretForSigning = false }],
    };

    // Artifactory does not show the secret: by this, of which nobody learns it, another one is told apart. It is 256 random bits.
    private static string Mark(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..8];

    private static bool IsAsWanted(WireSubscription found, WireSubscription wanted) =>
        found is { Enabled: true, EventFilter: { Domain: Docker } filter, Handlers: [{ HandlerType: null or "" or Webhook, UseSecretForSigning: not true } handler] }
        && found.Description == wanted.Description
        && handler.Url == wanted.Handlers![0].Url
        && Wanted.ToHashSet(StringComparer.Ordinal).SetEquals(filter.EventTypes ?? [])
        && filter.Criteria is { AnyLocal: not true, AnyRemote: not true, AnyFederated: not true } criteria
        && (criteria.RepoKeys ?? []).SequenceEqual(wanted.EventFilter!.Criteria!.RepoKeys!, StringComparer.Ordinal)
        && (criteria.IncludePatterns ?? []).Concat(criteria.ExcludePatterns ?? []).All(string.IsNullOrEmpty);

    private async Task<IReadOnlyList<WireSubscription>> ListAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, Path, null, cancellationToken);
        return answer.IsSuccess ? answer.Read(ArtifactoryAccessJson.Default.ListWireSubscription) : throw ArtifactoryError.From(answer, "webhooks");
    }

    private async Task<ArtifactoryAnswer> SendAsync(HttpMethod method, string path, WireSubscription? body, CancellationToken cancellationToken)
    {
        var login = await client.Session.ProveAsync(cancellationToken);
        return !client.Session.IsAtLeast(Since, 0) ? throw new RegistryException(RegistryErrorCode.Unsupported, $"Artifactory {client.Session.Version} has no webhooks; they came with 7.")
            : client.Session.Edition == ArtifactoryEdition.Free ? throw new RegistryException(RegistryErrorCode.Unsupported, "The free editions of Artifactory have no webhooks.")
            : !login.IsAdministrator ? throw new RegistryException(RegistryErrorCode.Unsupported, "Artifactory lets administrators alone make webhooks.")
            : await client.CallBesideAsync(method, path, body, ArtifactoryAccessJson.Default.WireSubscription, cancellationToken);
    }

    private static string PathOf(string key) => $"{Path}/{Uri.EscapeDataString(key)}";
}
