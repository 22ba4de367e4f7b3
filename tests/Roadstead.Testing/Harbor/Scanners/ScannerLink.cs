using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>Speaks the API that scanners serve to Harbor: metadata, scan, report.</summary>
internal sealed class ScannerLink(HttpClient http)
{
    /// <summary>For all fakes.</summary>
    public static ScannerLink Shared { get; } = new(new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) });

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Throws <see cref="HttpRequestException"/> when nothing that is a scanner answers.</summary>
    public async Task<ScannerMetadata> ReadMetadataAsync(Uri scanner, CancellationToken cancellationToken) =>
        new(await ReadAsync(await http.GetAsync(Address(scanner, "/metadata"), cancellationToken), cancellationToken));

    /// <summary>Asks for a scan; returns when the scanner took it. The scanner's id of it.</summary>
    public async Task<string> ScanAsync(Uri scanner, JsonObject request, CancellationToken cancellationToken)
    {
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/vnd.scanner.adapter.scan.request+json; version=1.0");
        var answer = await ReadAsync(await http.PostAsync(Address(scanner, "/scan"), content, cancellationToken), cancellationToken);
        return answer["id"]!.GetValue<string>();
    }

    /// <summary>The report, once the scanner has it (until then it redirects to itself).</summary>
    public async Task<JsonObject> ReadReportAsync(Uri scanner, string scan, string type, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Pace);
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address(scanner, $"/scan/{scan}/report"));
            request.Headers.TryAddWithoutValidation("Accept", type);
            var answer = await http.SendAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Redirect)
            {
                return await ReadAsync(answer, cancellationToken);
            }

            answer.Dispose();
            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static Uri Address(Uri scanner, string path) => new(scanner.OriginalString.TrimEnd('/') + path);

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            answer.EnsureSuccessStatusCode();
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) as JsonObject ?? throw new HttpRequestException("The scanner answered no JSON object.");
        }
    }
}
