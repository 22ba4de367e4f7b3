using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Http;

public sealed class ApiDocumentTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task Every_route_of_the_API_stands_in_the_document_with_its_words()
    {
        var paths = JsonNode.Parse(await host.Anonymous.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!["paths"]!.AsObject();

        var missing = new List<string>();
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal).Trim('/');
            if (!route.StartsWith("/api/v1/", StringComparison.Ordinal)) continue;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var operation = paths[route]?[method.ToLowerInvariant()];
                if (operation?["summary"] is null || operation["operationId"] is null || operation["responses"]?["default"] is null) missing.Add($"{method} {route}");
            }
        }

        Assert.NotEmpty(paths);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_name_in_a_path_is_described_as_a_parameter()
    {
        var paths = JsonNode.Parse(await host.Anonymous.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!["paths"]!.AsObject();

        var undescribed = from path in paths
                          from operation in path.Value!.AsObject()
                          let described = (operation.Value!["parameters"]?.AsArray() ?? []).Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string)parameter!["name"]!).ToList()
                          from segment in path.Key.Split('/')
                          where segment.StartsWith('{') && !described.Contains(segment.Trim('{', '}'))
                          select $"{operation.Key} {path.Key}: {segment}";

        Assert.Empty(undescribed);
    }

    [Fact]
    public async Task Parameters_are_written_as_on_the_wire()
    {
        var document = JsonNode.Parse(await host.Anonymous.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        var parameters = document["paths"]!["/api/v1/spaces"]!["get"]!["parameters"]!.AsArray().ToDictionary(parameter => (string)parameter!["name"]!, parameter => parameter!);

        Assert.Equal(["bindings", "bound", "cursor", "limit", "q", "registry", "sort", "visibility", "workspace"], parameters.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("integer", (string?)parameters["limit"]["schema"]!["type"]);
        Assert.Equal(["harbor", "docker-registry", "artifactory"], document["components"]!["schemas"]!["RegistryType"]!["enum"]!.AsArray().Select(name => (string?)name));
    }
}
