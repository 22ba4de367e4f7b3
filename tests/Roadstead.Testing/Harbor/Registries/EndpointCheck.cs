using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Roadstead.Testing.Harbor.Registries;

/// <summary>Asks a remote registry whether it is there.</summary>
internal static class EndpointCheck
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5) };

    // What one instance can replicate with differs: several types were dropped after 2.9.
    private static readonly string[] Kept =
        ["azure-acr", "docker-hub", "docker-registry", "github-ghcr", "google-gcr", "harbor", "huawei-SWR", "jfrog-artifactory", "tencent-tcr"];

    private static readonly string[] Dropped = ["ali-acr", "aws-ecr", "dtr", "gitlab", "quay"];

    public static IEnumerable<string> Types(HarborFeatures features) => (features.NewWording ? Kept : Kept.Concat(Dropped)).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a registry of that type answers there.</summary>
    public static async Task<bool> IsHealthyAsync(HarborState state, string type, string url, string accessKey, string accessSecret, CancellationToken cancellationToken)
    {
        // Harbor asks itself at an internal address where a fake does not listen, like the instances that were recorded.
        if (type == "harbor" && url.TrimEnd('/') == state.ExternalUrl)
        {
            return false;
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url.TrimEnd('/') + (type == "harbor" ? "/api/version" : "/v2/"));
            if (accessKey.Length > 0)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{accessKey}:{accessSecret}")));
            }

            using var answer = await Http.SendAsync(request, cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK || (answer.StatusCode is HttpStatusCode.Unauthorized && accessKey.Length == 0);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or NotSupportedException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
