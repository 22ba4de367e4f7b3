using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Http;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Permissions;

/// <summary>docs/permissions.md is true: the same calls as the running server has, and every cell as it says.</summary>
public sealed partial class PermissionMatrixTests
{
    [Fact]
    public async Task The_document_and_the_running_server_know_the_same_calls()
    {
        await using var host = await RoadsteadHost.StartAsync();
        var documented = PermissionTable.Read(await File.ReadAllTextAsync(PermissionTable.File(), TestContext.Current.CancellationToken)).Select(row => row.Call).ToHashSet();
        var served = Served(host).ToHashSet();

        Assert.Empty(served.Except(documented));
        Assert.Empty(documented.Except(served));
    }

    [Fact]
    public async Task Every_route_declares_its_rule()
    {
        await using var host = await RoadsteadHost.StartAsync();
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.NotEmpty(endpoints);
        Assert.Empty(endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessRuleMetadata>() is null).Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public async Task Every_cell_of_the_document_is_what_the_server_does()
    {
        await using var world = await PermissionWorld.StartAsync();
        var wrong = new List<string>();
        var cells = 0;
        foreach (var row in PermissionTable.Read(await File.ReadAllTextAsync(PermissionTable.File(), TestContext.Current.CancellationToken)))
        {
            Assert.Equal(PermissionTable.Callers.Length, row.Cells.Count);
            foreach (var (caller, expected) in PermissionTable.Callers.Zip(row.Cells))
            {
                var path = await world.PathAsync(row.Method, row.Route, caller);
                var (status, body) = await world.Callers[caller].SendAsync(new HttpMethod(row.Method), path, row.Method is "POST" or "PUT" or "PATCH" ? new { } : null);
                cells++;
                if (!Fits(expected, status, body?["code"]?.GetValue<string>())) wrong.Add($"{row.Call} as {caller}: {(int)status} {body?["code"]}, expected {expected}");
            }
        }

        Assert.True(cells > 300, $"{cells} cells");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("yes", 200, null, true)]
    [InlineData("yes", 422, "validation-failed", true)]
    [InlineData("yes", 404, "image-not-found", true)]
    [InlineData("yes", 404, "not-found", false)]
    [InlineData("yes", 403, "forbidden", false)]
    [InlineData("own", 401, "unauthenticated", false)]
    [InlineData("404", 403, "forbidden", false)]
    [InlineData("403", 403, "forbidden", true)]
    [InlineData("401", 200, null, false)]
    public void Fits_Cell_TellsRightFromWrong(string expected, int status, string? code, bool fits) =>
        Assert.Equal(fits, Fits(expected, (HttpStatusCode)status, code));

    private static bool Fits(string expected, HttpStatusCode status, string? code) => expected switch
    {
        "yes" or "own" => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError) && !(status == HttpStatusCode.Forbidden && code == "forbidden") && code != "not-found",
        _ => (int)status == int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Served(RoadsteadHost host) =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where route.StartsWith("/api/v1/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select $"{method} {Constraint().Replace(route["/api/v1".Length..], "}")}";

    [GeneratedRegex(@":\w+}")]
    private static partial Regex Constraint();
}
