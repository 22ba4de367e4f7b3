using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;

namespace Roadstead.Testing.Harbor.Registry;

/// <summary>What a proxy-cache project does not hold is streamed from its upstream; the caching that Harbor does in the background seconds later is left out.</summary>
internal static class ProxyCache
{
    private static readonly string[] Untold = ["Docker-Content-Digest", "Etag"];
    private static readonly HttpClient Upstream = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    public static async Task<HarborAnswer?> AnswerAsync(HttpContext http, HarborState state, ProjectState project, RegistryPath path)
    {
        Uri? address;
        lock (state.Gate)
        {
            address = state.Area<ProxyEndpoints>().Find(project.RegistryId);
        }

        var kind = path.Kind == RegistryPathKind.Blob ? "blobs" : "manifests";
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(address ?? throw HarborException.Internal(), $"/v2/{path.Repository}/{kind}/{path.Reference}"));
        request.Headers.TryAddWithoutValidation("Accept", http.Request.Headers.Accept.ToString() is { Length: > 0 } accept ? accept : string.Join(", ", TestImages.OciIndex, TestImages.OciManifest, TestImages.DockerList, TestImages.DockerManifest));
        using var answer = await Upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw HarborException.NotFound($"resource not found: repo {path.Name}, tag {path.Reference} not found");
        }

        // What is streamed has no digest of its own to tell yet.
        foreach (var name in path.Kind == RegistryPathKind.Blob ? [] : Untold)
        {
            answer.Headers.Remove(name);
        }

        answer.Headers.Remove("Docker-Distribution-Api-Version");
        if (path.Kind != RegistryPathKind.Blob)
        {
            answer.Headers.TryAddWithoutValidation("Docker-Content-Digest", "");
            answer.Headers.TryAddWithoutValidation("Etag", "");
        }

        await StorageRegistry.ReturnAsync(http, answer);
        return null;
    }
}
