namespace Roadstead.Registries.Detection.Products;

/// <summary>Sonatype Nexus: a Docker repository's own port or path, or its main address.</summary>
internal sealed class NexusMarks : ProductMarks
{
    private const string Product = "Sonatype Nexus";
    private const string ServerPrefix = "Nexus/";

    public override Finding? ByAnswer(VersionAnswer answer)
    {
        var server = answer.Header("Server") ?? "";
        var named = server.StartsWith(ServerPrefix, StringComparison.OrdinalIgnoreCase);
        var realm = answer.Realm.StartsWith("Sonatype Nexus", StringComparison.OrdinalIgnoreCase);
        return named || realm
            ? new Finding(
                null,
                Product,
                named ? VersionAnswer.Short(server[ServerPrefix.Length..].Split(' ')[0]) : null,
                [.. named ? [$"Server: {VersionAnswer.Short(server)}"] : Array.Empty<string>(), .. realm ? [$"its challenge names the realm {VersionAnswer.Short(answer.Realm)}"] : Array.Empty<string>()])
            : null;
    }

    // A proxy may take the name of the server away. An address that says 200 to everything proves nothing.
    public override async Task<Finding?> SearchAsync(Interview interview, CancellationToken cancellationToken) =>
        interview.InDetail && !interview.First.IsRegistryLike && (int)interview.First.Status >= 400
            && await interview.AskOkAsync("/service/rest/v1/status", cancellationToken) is { Body: "" } status && status.Header("Server") is { } server && server.StartsWith(ServerPrefix, StringComparison.OrdinalIgnoreCase)
            ? new Finding(null, Product, VersionAnswer.Short(server[ServerPrefix.Length..].Split(' ')[0]), ["GET /service/rest/v1/status answers", $"Server: {VersionAnswer.Short(server)}"])
            : null;
}
