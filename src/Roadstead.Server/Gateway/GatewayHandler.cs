using Microsoft.AspNetCore.Http.Features;
using Roadstead.Core.Access;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Gateway;

/// <summary>Every request below <c>/v2/</c>: who asks, for what, may they, and only then the registry.</summary>
internal sealed partial class GatewayHandler(
    GatewaySignInService signIn,
    GatewayChallenge challenge,
    IAccessMapSource maps,
    IRegistryConnections connections,
    ManifestHandler manifests,
    AccessCounter counter,
    ILogger<GatewayHandler> logger)
{
    private const string VersionHeader = "Docker-Distribution-Api-Version";
    private const string Version = "registry/2.0";
    private const string ReadMethods = "GET, HEAD";

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers[VersionHeader] = Version;
        var (target, error) = GatewayTarget.Parse(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");
        if (target is null)
        {
            await error!.WriteAsync(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = ReadMethods;
            await OciError.Unsupported("The gateway is for pulls. Push to the registry itself, with a login of its own.").WriteAsync(context);
            return;
        }

        var authorization = context.Request.Headers.Authorization;
        var account = signIn.Find(authorization);
        if (account is null)
        {
            await challenge.WriteAsync(context, target.Name, "invalid_token", "The login or token is wrong, has ended, or its account was renewed. Pull again with the current pull secret.");
            return;
        }

        await AnswerAsync(context, target, account, GatewaySignInService.Presented(authorization));
    }

    private async Task AnswerAsync(HttpContext context, GatewayTarget target, DoorAccount account, bool presented)
    {
        switch (target.Operation)
        {
            case GatewayOperation.Version when !presented:
                await challenge.WriteAsync(context, "", null, "Get a token first; without a login it opens what is public.");
                return;
            case GatewayOperation.Version:
                await JsonAnswer.WriteAsync(context, "{}"u8.ToArray(), "application/json");
                return;
            case GatewayOperation.Catalog:
                context.Response.Headers.Allow = "";
                await OciError.Unsupported("The gateway has no catalog. Choose image in Roadstead lists what a namespace may pull.").WriteAsync(context);
                return;
            case GatewayOperation.Upload:
                context.Response.Headers.Allow = "";
                await OciError.Unsupported("The gateway is for pulls. Push to the registry itself, with a login of its own.").WriteAsync(context);
                return;
        }

        // The verdict of this moment, from this moment's map: a token or a cached manifest is never asked.
        var verdict = account.DecideGateway(maps.Current, target.Name);
        if (!verdict.IsAllowed || verdict.Registry is not { } registry || !RepositoryName.TryParse(verdict.PathInRegistry(), out var repository))
        {
            await RefuseAsync(context, target, account, verdict, presented);
            return;
        }

        if (connections.Find(registry.Id) is { } driver)
        {
            // A pull begins with a manifest; its blobs and its HEADs are the same pull.
            if (target.Operation is GatewayOperation.Manifest && HttpMethods.IsGet(context.Request.Method)) counter.Count(account, verdict.Image, verdict.Reason);
            await ReadAsync(context, new GatewayRead(target, registry, repository, driver));
            return;
        }

        await UpstreamErrors.Gone(registry.Name).WriteAsync(context); // removed since the verdict
    }

    // To nobody a refusal says only that a login may help: what exists is nothing that nobody need know.
    private async Task RefuseAsync(HttpContext context, GatewayTarget target, DoorAccount account, Verdict verdict, bool presented)
    {
        counter.Count(account, verdict.Image, verdict.Reason);
        if (account is DoorAccount.Anonymous)
        {
            await challenge.WriteAsync(context, target.Name, presented ? "insufficient_scope" : null, "A login is needed. Pull as a namespace, with its pull secret, or as a person with an API token.");
            return;
        }

        var message = $"{VerdictText.Message(verdict)} {VerdictText.Remedy(verdict)}".TrimEnd();
        await new OciError(StatusCodes.Status403Forbidden, "DENIED", message).WriteAsync(context);
    }

    private async Task ReadAsync(HttpContext context, GatewayRead read)
    {
        try
        {
            await (read.Target.Operation switch
            {
                GatewayOperation.Manifest => manifests.ReadAsync(context, read),
                GatewayOperation.Blob => BlobHandler.ReadAsync(context, read),
                GatewayOperation.Tags => ListHandler.ReadTagsAsync(context, read),
                _ => ListHandler.ReadReferrersAsync(context, read),
            });
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (RegistryException e)
        {
            Log.Failed(logger, read.Registry.Name, e.Reason, e.Message);
            if (context.Response.HasStarted)
            {
                // Half a blob must not look like a whole one.
                context.Abort();
                return;
            }

            context.Response.Clear();
            context.Response.Headers[VersionHeader] = Version;
            await UpstreamErrors.From(e, read.Registry.Name).WriteAsync(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A pull from registry {Registry} failed: {Reason}. {Message}")]
        public static partial void Failed(ILogger logger, string registry, string reason, string message);
    }
}
