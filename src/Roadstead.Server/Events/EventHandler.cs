using System.Buffers;
using System.Security.Cryptography;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Events;

/// <summary>
/// The door for events. Nothing waits here for anything: an event only says where to look, so that it may be told twice, late, in any order, or by somebody who should not know
/// the secret, and all that comes of it is that a repository is read again.
/// </summary>
internal sealed partial class EventHandler(
    IUpstreamSource upstreams, IRegistryConnections connections, ICrawlQueue crawls, EventBoard board, EventLog log, EventBudget budget, EventMetrics metrics, ILogger<EventHandler> logger)
{
    /// <summary>Messages of registries have a few hundred bytes.</summary>
    private const int MaxBodyBytes = 256 * 1024;

    // Stands in for the secret of a registry that is not there, so that asking for one takes as long.
    private static readonly byte[] Nobodys = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    public async Task HandleAsync(string registry, HttpContext context)
    {
        context.Response.StatusCode = await AnswerAsync(registry, context.Request, context.RequestAborted);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer realm=\"Roadstead events\"";
    }

    private async Task<int> AnswerAsync(string registry, HttpRequest request, CancellationToken cancellationToken)
    {
        // The secret comes before anything of the body is read.
        if (Find(registry, request.Headers) is not { } upstream)
        {
            metrics.Count("refused");
            return StatusCodes.Status401Unauthorized;
        }

        var id = upstream.RegistryId;
        board.NoteHeard(id);
        if (!budget.Take(id))
        {
            metrics.Count("unread");
            crawls.RequestLook(id);
            return StatusCodes.Status202Accepted;
        }

        if (await ReadAsync(request, cancellationToken) is not { } body)
        {
            metrics.Count("too-large");
            crawls.RequestLook(id);
            return StatusCodes.Status413PayloadTooLarge;
        }

        if (connections.Find(id)?.As<IEventSubscriptions>() is not { } events) return StatusCodes.Status202Accepted;
        try
        {
            var changes = events.ReadEvents(request.ContentType, body).Where(told => told.Kind != RegistryEventKind.Pulled).ToList();
            foreach (var told in changes) log.Add(id, told);
            foreach (var path in changes.Select(told => told.Repository.Value).Distinct(StringComparer.Ordinal)) crawls.NoteChanged(id, path);

            metrics.Count("accepted");
            return StatusCodes.Status202Accepted;
        }
        catch (RegistryException e)
        {
            // Something happened there, whatever it was.
            metrics.Count("unreadable");
            Log.Unreadable(logger, upstream.Name, e.Message);
            crawls.RequestLook(id);
            return StatusCodes.Status400BadRequest;
        }
    }

    private Upstream? Find(string registry, IHeaderDictionary headers)
    {
        var upstream = Guid.TryParse(registry, out var id) ? upstreams.Upstreams.GetValueOrDefault(id) : null;

        // In which header it comes is the product's choice.
        var header = (upstream is null ? null : connections.Find(id)?.As<IEventSubscriptions>()?.SecretHeader) ?? EventSecretHeader.Bearer;
        var given = SecretText.Hash(header.Read(headers[header.Name].ToString()));
        var expected = upstream?.EventSecret is { } secret ? SecretText.Hash(secret.Value) : Nobodys;
        return CryptographicOperations.FixedTimeEquals(given, expected) ? upstream : null;
    }

    // Null: it is longer than any message.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBodyBytes) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.IsCompleted || read.Buffer.Length > MaxBodyBytes)
            {
                ReadOnlyMemory<byte>? body = null;
                if (read.Buffer.Length <= MaxBodyBytes) body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of registry {Registry} could not be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, string registry, string reason);
    }
}
