using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Artifactory.Access;
using Roadstead.Testing.Artifactory.Docker;
using Roadstead.Testing.Faults;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>The way of a request through the router and Artifactory.</summary>
internal sealed class ArtifactoryPipeline(ArtifactoryState state, DockerFront docker, FaultSet faults, ArtifactoryCallLog calls)
{
    private const int MaxBodyBytes = 8 * 1024 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        var target = new ArtifactoryTarget(http, state);
        var (isAnswered, isNoted) = (false, false);

        // Noted before the answer leaves: whoever has read that may count the calls at once.
        http.Response.OnStarting(() =>
        {
            Note(isAnswered ? http.Response.StatusCode : 0);
            return Task.CompletedTask;
        });
        try
        {
            if (await faults.InterfereAsync(http, target.Template))
            {
                return;
            }

            isAnswered = true;
            var (isStored, stored) = await BlobStore.AnswerAsync(http, state);
            if (!isStored)
            {
                AddHeaders(http, target);
            }

            var answer = isStored ? stored : target.Docker is { } inDocker ? await docker.AnswerAsync(http, inDocker) : await RouteAsync(http, target);
            if (answer is not null)
            {
                await WriteAsync(http, answer);
            }

            Note(http.Response.StatusCode); // where there was no body, nothing has left yet
        }
        finally
        {
            Note(0);
        }

        void Note(int status)
        {
            if (!isNoted)
            {
                isNoted = true;
                calls.Add(http, target, status);
            }
        }
    }

    public static async Task<byte[]> ReadAsync(HttpContext http, int most = MaxBodyBytes)
    {
        using var content = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (content.Length + read > most)
            {
                throw new ArtifactoryException(413, "request body too large", "SIZE_INVALID");
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    private void AddHeaders(HttpContext http, ArtifactoryTarget target)
    {
        if (target.Docker is null && !target.IsArtifactory)
        {
            return;
        }

        http.Response.Headers[state.Features.JFrogHeader ? "X-JFrog-Version" : "Server"] = state.Features.Product;
        http.Response.Headers["X-Artifactory-Id"] = state.Id;
        http.Response.Headers["X-Artifactory-Node-Id"] = state.NodeId;
        if (target.Docker is not null)
        {
            http.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        }
    }

    private async Task<ArtifactoryAnswer> RouteAsync(HttpContext http, ArtifactoryTarget target)
    {
        try
        {
            if (target.Routes.Count == 0)
            {
                return target.IsArtifactory ? ArtifactoryAnswer.Error(404, "Not Found") : ArtifactoryAnswer.Html(404, "404 Not Found");
            }

            var method = HttpMethods.IsHead(http.Request.Method) ? "GET" : http.Request.Method;
            var (route, values) = target.Routes.FirstOrDefault(match => match.Route.Method == method);
            if (route is null)
            {
                return ArtifactoryAnswer.Error(405, "Method Not Allowed");
            }

            // Ping looks at credentials like everything else: wrong ones are refused, none are not.
            var identity = state.Logins.Identify(http.Request);
            CheckService(http, target, route, identity);
            return await route.HandleAsync(new ArtifactoryCall(http, state, identity, values, await ReadAsync(http)));
        }
        catch (ArtifactoryException e)
        {
            var answer = target.IsArtifactory ? ArtifactoryAnswer.Error(e.Status, e.Message) : ArtifactoryAnswer.ServiceError(e.Status, e.Message);
            if (e.Status == 401 && target.IsArtifactory)
            {
                answer.Headers["WWW-Authenticate"] = "Basic realm=\"Artifactory Realm\"";
            }

            return answer;
        }
    }

    // The services beside it may know tokens alone, and take only those that are meant for them too.
    private void CheckService(HttpContext http, ArtifactoryTarget target, ArtifactoryRoute route, ArtifactoryIdentity identity)
    {
        var isByPassword = http.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);
        var takesPassword = state.Settings.ServicesTakeBasic || (state.Settings.TokensByBasic && route is { Method: "POST", Template: "/access/api/v1/tokens" } && identity.Token is null);
        if (!target.IsArtifactory && ((isByPassword && !takesPassword) || identity.Token is { IsForServices: false }))
        {
            throw ArtifactoryException.Unauthorized();
        }
    }

    private static async Task WriteAsync(HttpContext http, ArtifactoryAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (answer.Body is { } body)
        {
            http.Response.ContentType = answer.ContentType;
            http.Response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
            }
        }
        else if (!HttpMethods.IsHead(http.Request.Method) && answer.Status is not (204 or 304))
        {
            http.Response.ContentLength = 0;
        }
    }
}
