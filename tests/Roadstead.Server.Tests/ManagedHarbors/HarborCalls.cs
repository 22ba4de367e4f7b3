using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>Calls that tests of managed Harbors make again and again, about the cluster <c>lab</c>.</summary>
internal static class HarborCalls
{
    public const string Route = "/api/v1/managed-harbors";

    public static string Path(string ns, string name) => $"{Route}/lab/{ns}/{name}";

    /// <summary>A body that is complete.</summary>
    public static JsonObject Body(string ns, string name, string externalUrl = "http://harbor.test") => new()
    {
        ["cluster"] = "lab",
        ["namespace"] = ns,
        ["name"] = name,
        ["externalUrl"] = externalUrl,
        ["storage"] = new JsonObject { ["size"] = "20Gi" },
        ["adminPassword"] = "Harbor-Pass-1",
    };

    public static Task<JsonNode> MakeAsync(this RoadsteadHost host, JsonObject body) => host.Admin.SendOkAsync(HttpMethod.Post, Route, body);

    public static Task<JsonNode> HarborAsync(this RoadsteadHost host, string ns, string name) => host.Admin.GetOkAsync(Path(ns, name));

    /// <summary>Waits for the state of the instance; the Harbor then.</summary>
    public static Task<JsonNode> InstanceAsync(this RoadsteadHost host, string ns, string name, string state, string? reason = null) => host.BecomesAsync(
        ns, name, harbor => (string?)harbor["instance"]!["state"] == state && (reason is null || (string?)harbor["instance"]!["reason"] == reason), $"the instance is {state} ({reason})");

    /// <summary>Waits for the state of the integration; the Harbor then.</summary>
    public static Task<JsonNode> IntegrationAsync(this RoadsteadHost host, string ns, string name, string state, string? reason = null) => host.BecomesAsync(
        ns, name, harbor => (string?)harbor["integration"]!["state"] == state && (reason is null || (string?)harbor["integration"]!["reason"] == reason), $"the integration is {state} ({reason})");

    public static async Task<JsonNode> BecomesAsync(this RoadsteadHost host, string ns, string name, Func<JsonNode, bool> holds, string what)
    {
        JsonNode? seen = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    (_, seen) = await host.Admin.SendAsync(HttpMethod.Get, Path(ns, name));
                    return seen?["instance"] is not null && holds(seen);
                },
                $"{ns}/{name}: {what}",
                TestContext.Current.CancellationToken,
                TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{e.Message} It is: {seen}\n{string.Join('\n', host.Logs.Lines.TakeLast(20))}", e);
        }

        return seen!;
    }

    /// <summary>Waits until it is no more.</summary>
    public static Task GoneAsync(this RoadsteadHost host, string ns, string name) => Eventually.TrueAsync(
        async () => (await host.Admin.SendAsync(HttpMethod.Get, Path(ns, name))).Status == System.Net.HttpStatusCode.NotFound, $"{ns}/{name} is gone", TestContext.Current.CancellationToken, TimeSpan.FromSeconds(60));
}
