using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Roadstead.Kubernetes.Http;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Kubernetes.Watching;

/// <summary>Reads watches: one JSON object a line, each bounded, the whole bounded in time.</summary>
internal sealed class WatchReader(KubernetesTransport transport, KubernetesClientOptions options, TimeProvider time)
{
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(ListScope scope, string resourceVersion, Action heard, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        var asked = Math.Ceiling(options.WatchTimeout.TotalSeconds * (0.75 + (Random.Shared.NextDouble() / 4)));
        var path = ResourcePath.Query(
            ResourcePath.Collection(T.Resource, scope.Namespace),
            ("watch", "true"),
            ("resourceVersion", resourceVersion),
            ("allowWatchBookmarks", "true"),
            ("timeoutSeconds", asked.ToString(CultureInfo.InvariantCulture)),
            ("labelSelector", scope.LabelSelector),
            ("fieldSelector", scope.FieldSelector));
        var call = new KubernetesCall("watch", T.Resource.Plural, HttpMethod.Get, path);
        using var response = await transport.OpenWatchAsync(call, cancellationToken);
        heard();

        // A connection that died without a word looks like a quiet one: only the end that the server owes tells them apart.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(asked) + options.WatchGrace, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        var reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        var heardAt = time.GetTimestamp();
        while (await ReadAsync(reader, call, () => time.GetElapsedTime(heardAt) < options.WatchGrace, either.Token, cancellationToken) is { } read)
        {
            heard();
            heardAt = time.GetTimestamp();
            var rest = read.Buffer;
            while (NextLine(ref rest) is { } line)
            {
                if (Parse<T>(call, line) is { } happened)
                {
                    yield return happened;
                }
            }

            Check(call, rest.Length, read.IsCompleted);
            if (read.IsCompleted)
            {
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    // Null: the time is over although the server was heard a moment ago. It does not keep to the time that it was asked for; begin again.
    private async Task<ReadResult?> ReadAsync(PipeReader reader, KubernetesCall call, Func<bool> isLively, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(either);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return isLively()
                ? null
                : throw new KubernetesException(KubernetesErrorCode.Timeout, $"{call}: {transport.Where} went silent, and did not end the watch when its time was over.") { Reason = KubernetesErrorReason.WatchSilent };
        }
        catch (Exception e) when (TransportError.From(e, call, transport.Where, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    private static ReadOnlySequence<byte>? NextLine(ref ReadOnlySequence<byte> rest)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            return null;
        }

        var line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return line;
    }

    private void Check(KubernetesCall call, long unread, bool isCompleted)
    {
        if (unread > options.MaxObjectBytes)
        {
            throw new KubernetesException(KubernetesErrorCode.TooLarge, $"{call}: {transport.Where} sent an event of more than {options.MaxObjectBytes} bytes, the most that Roadstead reads of this.");
        }

        if (isCompleted && unread > 0)
        {
            throw new KubernetesException(KubernetesErrorCode.Unreachable, $"{call}: the connection to {transport.Where} broke off in the middle of an event.") { Reason = KubernetesErrorReason.ConnectionLost };
        }
    }

    private WatchEvent<T>? Parse<T>(KubernetesCall call, ReadOnlySequence<byte> line)
        where T : class, IKubernetesResource<T>
    {
        try
        {
            return line.Length <= options.MaxObjectBytes ? Read<T>(call, line) : throw new JsonException("too large");
        }
        catch (JsonException e)
        {
            throw new KubernetesException(KubernetesErrorCode.InvalidAnswer, $"{call}: {transport.Where} sent what is no event of a watch.", e);
        }
    }

    private static WatchEvent<T>? Read<T>(KubernetesCall call, ReadOnlySequence<byte> line)
        where T : class, IKubernetesResource<T>
    {
        var (type, content) = Split(line);
        var json = new Utf8JsonReader(content);
        switch (type)
        {
            case "ADDED" or "MODIFIED" or "DELETED":
                var item = JsonSerializer.Deserialize(ref json, KubernetesJson.TypeOf<T>());
                return item?.Metadata is { Name.Length: > 0, ResourceVersion.Length: > 0 } metadata
                    ? new WatchEvent<T>(type == "ADDED" ? WatchEventType.Added : type == "MODIFIED" ? WatchEventType.Modified : WatchEventType.Deleted, item, metadata.ResourceVersion)
                    : throw new JsonException("The object has no name or no version.");
            case "BOOKMARK":
                var version = JsonSerializer.Deserialize(ref json, KubernetesJsonContext.Default.BookmarkDocument)?.Metadata?.ResourceVersion;
                return version is { Length: > 0 } ? new WatchEvent<T>(WatchEventType.Bookmark, null, version) : throw new JsonException("The bookmark has no version.");
            case "ERROR":
                var status = JsonSerializer.Deserialize(ref json, KubernetesJsonContext.Default.Status);
                throw AnswerError.From(call, status?.Code ?? 500, status, null, null);
            default:
                // A kind of event of a later version: nothing that this one asked for.
                return null;
        }
    }

    private static (string? Type, ReadOnlySequence<byte> Object) Split(ReadOnlySequence<byte> line)
    {
        var (type, content) = ((string?)null, ReadOnlySequence<byte>.Empty);
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An event is an object.");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isObject) = (json.ValueTextEquals("type"u8), json.ValueTextEquals("object"u8));
            json.Read();
            if (isType)
            {
                type = json.TokenType == JsonTokenType.String ? json.GetString() : throw new JsonException("The type is a text.");
                continue;
            }

            var start = json.TokenStartIndex;
            json.Skip();
            if (isObject)
            {
                content = line.Slice(start, json.BytesConsumed - start);
            }
        }

        return (type, content);
    }
}
