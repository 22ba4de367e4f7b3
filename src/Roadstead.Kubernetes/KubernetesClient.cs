using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roadstead.Kubernetes.Http;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;

namespace Roadstead.Kubernetes;

/// <summary>
/// Talks to one API server. Every call is bounded in size and time, waits for its turn under the rate of the options, and fails with
/// <see cref="KubernetesException"/> alone (besides cancellation and a caller's own <see cref="ArgumentException"/>). Safe for any number of threads.
/// </summary>
public sealed class KubernetesClient : IDisposable
{
    private readonly KubernetesTransport transport;
    private readonly KubernetesClientOptions options;
    private readonly WatchReader watches;

    /// <summary>Nothing is sent yet.</summary>
    public KubernetesClient(KubernetesEndpoint endpoint, KubernetesClientOptions options, TimeProvider time)
    {
        this.options = options;
        transport = new KubernetesTransport(endpoint, options, time);
        watches = new WatchReader(transport, options, time);
    }

    /// <summary>Name of the cluster in metrics.</summary>
    internal string Cluster => options.Cluster;

    /// <summary>What the server says of itself; most servers tell it without credentials.</summary>
    public Task<KubernetesVersion> GetVersionAsync(CancellationToken cancellationToken) =>
        SendAsync<KubernetesVersion>(new KubernetesCall("get", "version", HttpMethod.Get, "version"), cancellationToken);

    /// <summary>The plural names of the types that the server has in a version of a group, to whoever asks; null when it does not serve that version.</summary>
    public async Task<IReadOnlySet<string>?> FindTypesAsync(string group, string version, CancellationToken cancellationToken)
    {
        try
        {
            var list = await SendAsync<ApiResourceList>(new KubernetesCall("get", "apis", HttpMethod.Get, $"apis/{Uri.EscapeDataString(group)}/{Uri.EscapeDataString(version)}"), cancellationToken);
            return (list.Resources ?? []).Select(type => type?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The object; null when there is none.</summary>
    public async Task<T?> FindAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        try
        {
            return await SendAsync<T>(Call<T>("get", HttpMethod.Get, ResourcePath.Item(T.Resource, ns, name)), cancellationToken);
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>One page of a list, as consistent as the server can.</summary>
    /// <exception cref="KubernetesException"><see cref="KubernetesErrorCode.Gone"/>: too much time went by since the first page; begin again.</exception>
    public async Task<ObjectList<T>> ListAsync<T>(ListScope scope, ListPage page, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var path = ResourcePath.Query(
            ResourcePath.Collection(T.Resource, scope.Namespace),
            ("labelSelector", scope.LabelSelector),
            ("fieldSelector", scope.FieldSelector),
            ("limit", page.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("continue", page.Continue),
            ("resourceVersion", page is { FromCache: true, Continue: null } ? "0" : null));
        var call = Call<T>("list", HttpMethod.Get, path);
        var list = await SendAsync<ListDocument<T>>(call, options.MaxPageBytes, cancellationToken);
        if (list.Metadata?.ResourceVersion is not { Length: > 0 } version || list.Items?.Exists(item => item?.Metadata is not { Name.Length: > 0 }) is true)
        {
            throw new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"{call} was answered by {transport.Where} with what is no list.");
        }

        return new ObjectList<T>(list.Items ?? [], version, string.IsNullOrEmpty(list.Metadata.Continue) ? null : list.Metadata.Continue);
    }

    /// <summary>All objects, page by page. Fails like <see cref="ListAsync"/>, with <see cref="KubernetesErrorCode.Gone"/> in the middle too.</summary>
    public async IAsyncEnumerable<T> ListAllAsync<T>(ListScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var page = new ListPage();
        do
        {
            var list = await ListAsync<T>(scope, page, cancellationToken);
            foreach (var item in list.Items)
            {
                yield return item;
            }

            page = page with { Continue = list.Continue };
        }
        while (page.Continue is not null);
    }

    /// <summary>Creates it.</summary>
    /// <returns>The object as it is stored.</returns>
    /// <exception cref="KubernetesException"><see cref="KubernetesErrorCode.AlreadyExists"/>, and every other failure.</exception>
    public Task<T> CreateAsync<T>(T item, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var path = ResourcePath.Collection(T.Resource, NamespaceOf(item));
        return SendAsync<T>(Write<T>("create", HttpMethod.Post, path, KubernetesJson.Bytes(item)), cancellationToken);
    }

    /// <summary>
    /// Makes the object so (server-side apply): creates it, or takes over exactly the fields that are given. Fields that were applied before and are missing now are removed.
    /// Version, uid and times of the metadata are not sent.
    /// </summary>
    /// <returns>The object as it is stored.</returns>
    public Task<T> ApplyAsync<T>(T item, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var body = KubernetesJson.ToNode(item);
        foreach (var name in (ReadOnlySpan<string>)["resourceVersion", "uid", "creationTimestamp", "deletionTimestamp", "generation"])
        {
            body["metadata"]!.AsObject().Remove(name);
        }

        body.AsObject().Remove("status");
        var path = ResourcePath.Item(T.Resource, NamespaceOf(item), item.Metadata.Name);
        var call = Write<T>("patch", HttpMethod.Patch, path, KubernetesJson.Bytes(body), ("force", "true"));
        return SendAsync<T>(call with { ContentType = "application/apply-patch+yaml" }, cancellationToken);
    }

    /// <summary>Replaces it, if it still has the version that it was read with. Only for types whose record is whole.</summary>
    /// <returns>The object as it is stored.</returns>
    /// <exception cref="KubernetesException"><see cref="KubernetesErrorCode.Conflict"/>: somebody else changed it; <see cref="KubernetesErrorCode.NotFound"/>: it is gone.</exception>
    public Task<T> ReplaceAsync<T>(T item, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        if (!T.Resource.IsWhole)
        {
            throw new ArgumentException($"{T.Resource.Kind} is known in part only: replacing it would drop the rest. Patch it.", nameof(item));
        }

        var path = ResourcePath.Item(T.Resource, NamespaceOf(item), item.Metadata.Name);
        return SendAsync<T>(Write<T>("update", HttpMethod.Put, path, KubernetesJson.Bytes(item)), cancellationToken);
    }

    /// <summary>Changes parts of it. A merge patch with a <c>metadata.resourceVersion</c> fails with <see cref="KubernetesErrorCode.Conflict"/> when somebody else changed it.</summary>
    /// <returns>The object as it is stored.</returns>
    public Task<T> PatchAsync<T>(string? ns, string name, PatchKind kind, JsonNode patch, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var call = Write<T>("patch", HttpMethod.Patch, ResourcePath.Item(T.Resource, ns, name), KubernetesJson.Bytes(patch));
        var type = kind switch
        {
            PatchKind.Merge => "application/merge-patch+json",
            PatchKind.StrategicMerge => "application/strategic-merge-patch+json",
            PatchKind.Json => "application/json-patch+json",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return SendAsync<T>(call with { ContentType = type }, cancellationToken);
    }

    /// <summary>Deletes it; its parts go in the background.</summary>
    /// <returns>False when there was none.</returns>
    /// <exception cref="KubernetesException"><see cref="KubernetesErrorCode.Conflict"/>: a precondition does not hold.</exception>
    public async Task<bool> DeleteAsync<T>(string? ns, string name, DeletePreconditions? preconditions, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new DeleteOptions(preconditions), KubernetesJsonContext.Default.DeleteOptions);
        var call = Call<T>("delete", HttpMethod.Delete, ResourcePath.Item(T.Resource, ns, name)) with { Body = body };
        try
        {
            // The answer is the object or a status; neither is needed.
            return await transport.SendAsync(call, options.MaxObjectBytes, static async (body, cancellationToken) =>
            {
                // Read to its end, so that the connection serves again.
                await body.CopyToAsync(Stream.Null, cancellationToken);
                return true;
            }, cancellationToken);
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>
    /// What happens after a version, until the server ends the watch (<see cref="KubernetesClientOptions.WatchTimeout"/>); then ask again from the last event's version.
    /// </summary>
    /// <exception cref="KubernetesException"><see cref="KubernetesErrorCode.Gone"/>: the version is too old; list again. Reason <c>watch-silent</c>: the connection is dead.</exception>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(ListScope scope, string resourceVersion, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T> => watches.ReadAsync<T>(scope, resourceVersion, static () => { }, cancellationToken);

    /// <summary>Whether this account may do so.</summary>
    public async Task<bool> MayAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var attributes = new ResourceAttributes(question.Namespace, question.Verb, question.Group, question.Resource, question.Subresource, question.Name);
        var review = new SelfSubjectAccessReview(new SelfSubjectAccessReviewSpec(attributes));
        var call = new KubernetesCall("create", "selfsubjectaccessreviews", HttpMethod.Post, "apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        {
            Body = KubernetesJson.Bytes(review),
        };
        return (await SendAsync<SelfSubjectAccessReview>(call, cancellationToken)).Status is { Allowed: true };
    }

    /// <inheritdoc />
    public void Dispose() => transport.Dispose();

    /// <summary>The same as the public one; tells besides whenever the server gives a sign of life.</summary>
    internal IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(ListScope scope, string resourceVersion, Action heard, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T> => watches.ReadAsync<T>(scope, resourceVersion, heard, cancellationToken);

    private static string? NamespaceOf<T>(T item)
        where T : class, IKubernetesResource<T> =>
        T.Resource.Namespaced == item.Metadata.Namespace is not null
            ? item.Metadata.Namespace
            : throw new ArgumentException($"A {T.Resource.Kind} is {(T.Resource.Namespaced ? "" : "not ")}in a namespace.", nameof(item));

    private static KubernetesCall Call<T>(string verb, HttpMethod method, string path)
        where T : class, IKubernetesResource<T> => new(verb, T.Resource.Plural, method, path) { IsUrgent = typeof(T) == typeof(Lease) };

    private KubernetesCall Write<T>(string verb, HttpMethod method, string path, byte[] body, (string, string?) parameter = default)
        where T : class, IKubernetesResource<T> =>
        Call<T>(verb, method, ResourcePath.Query(path, ("fieldManager", options.FieldManager), parameter)) with { Body = body };

    private Task<T> SendAsync<T>(KubernetesCall call, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(call, options.MaxObjectBytes, cancellationToken);

    private Task<T> SendAsync<T>(KubernetesCall call, long maxBytes, CancellationToken cancellationToken)
        where T : class =>
        transport.SendAsync(
            call,
            maxBytes,
            static async (body, cancellationToken) =>
                await JsonSerializer.DeserializeAsync(body, KubernetesJson.TypeOf<T>(), cancellationToken) ?? throw new JsonException("null"),
            cancellationToken);
}
