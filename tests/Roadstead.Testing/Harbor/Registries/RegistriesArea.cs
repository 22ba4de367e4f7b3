using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Projects;
using Roadstead.Testing.Harbor.Queries;
using Roadstead.Testing.Harbor.Replication;
using Roadstead.Testing.Harbor.Text;

namespace Roadstead.Testing.Harbor.Registries;

/// <summary>The registry endpoints: what is replicated with, and what proxy projects cache.</summary>
internal sealed class RegistriesArea : IHarborArea
{
    private static readonly Columns<EndpointState> Columns = new()
    {
        ["id"] = endpoint => endpoint.Id,
        ["name"] = endpoint => endpoint.Name,
        ["type"] = endpoint => endpoint.Type,
        ["url"] = endpoint => endpoint.Url,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/registries", List);
        routes.MapAsync("POST", "/registries", CreateAsync);
        routes.MapAsync("POST", "/registries/ping", PingAsync);
        routes.Map("GET", "/registries/{id}", call => HarborAnswer.Json(Find(call, "read").View()));
        routes.Map("PUT", "/registries/{id}", Update);
        routes.Map("DELETE", "/registries/{id}", Delete);
        routes.Map("GET", "/registries/{id}/info", Describe);
    }

    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "registry");
        return ListQuery.From(call).Answer(call.State.Area<EndpointStore>().All, Columns, "-id", endpoint => endpoint.View());
    }

    private static async Task<HarborAnswer> CreateAsync(HarborCall call)
    {
        call.RequireSystem("create", "registry");
        var body = call.Body("registry", "Registry");
        var (name, type, url) = (body.Text("name") ?? "", body.Text("type") ?? "", GoUrl.WithScheme(body.Text("url") ?? ""));
        if (GoUrl.Problem(url) is { } problem)
        {
            throw HarborException.BadRequest($"invalid URL: {problem}");
        }

        var store = call.State.Area<EndpointStore>();
        if (call.Locked(() => store.All.Any(endpoint => endpoint.Name == name)))
        {
            throw HarborException.Conflict($"registry {name} already exists");
        }

        var credential = body.Object("credential", "RegistryCredential");
        await RequireHealthyAsync(call, type, url, credential?.Text("access_key") ?? "", credential?.Text("access_secret") ?? "");
        return call.Locked(() =>
        {
            var endpoint = new EndpointState
            {
                Id = store.NextId(),
                Name = name,
                Type = type,
                Url = url,
                Insecure = body.Flag("insecure") == true,
                Description = body.Text("description") ?? "",
                AccessKey = credential?.Text("access_key") ?? "",
                AccessSecret = credential?.Text("access_secret") ?? "",
                Created = call.State.Now,
                Updated = call.State.Now,
            };
            store.All.Add(endpoint);
            call.State.Area<ProxyEndpoints>().Add(endpoint.Id, new Uri(url));
            return call.Created("/api/v2.0/registries", endpoint.Id);
        });
    }

    private static async Task<HarborAnswer> PingAsync(HarborCall call)
    {
        call.RequireSystem("read", "registry");
        var body = call.Body("registry", "RegistryPing");
        var known = body.Number("id") is { } id ? call.Locked(() => ById(call, id)) : null;
        var (type, url) = (body.Text("type") ?? known?.Type ?? "", body.Text("url") ?? known?.Url ?? "");
        if (type.Length == 0 || url.Length == 0)
        {
            throw HarborException.BadRequest("type or url cannot be empty");
        }

        await RequireHealthyAsync(call, type, GoUrl.WithScheme(url), body.Text("access_key") ?? known?.AccessKey ?? "", body.Text("access_secret") ?? known?.AccessSecret ?? "");
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var endpoint = Find(call, "update");
        var body = call.Body("registry", "RegistryUpdate");
        (endpoint.Name, endpoint.Description, endpoint.Url) = (body.Text("name") ?? endpoint.Name, body.Text("description") ?? endpoint.Description, body.Text("url") ?? endpoint.Url);
        (endpoint.AccessKey, endpoint.AccessSecret) = (body.Text("access_key") ?? endpoint.AccessKey, body.Text("access_secret") ?? endpoint.AccessSecret);
        (endpoint.Insecure, endpoint.Updated) = (body.Flag("insecure") ?? endpoint.Insecure, call.State.Now);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var endpoint = Find(call, "delete");
        if (call.State.Area<ReplicationStore>().Policies.Any(policy => policy.Uses(endpoint)))
        {
            throw HarborException.Precondition($"the registry {endpoint.Id} is referenced by replication policies, cannot delete it");
        }

        if (call.State.Projects.All.Any(project => project.RegistryId == endpoint.Id))
        {
            throw HarborException.Precondition($"the registry {endpoint.Id} is referenced by proxy cache projects, cannot delete it");
        }

        call.State.Area<EndpointStore>().All.Remove(endpoint);
        call.State.Area<ProxyEndpoints>().Remove(endpoint.Id);
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Describe(HarborCall call)
    {
        var endpoint = Find(call, "read");
        return HarborAnswer.Json(new JsonObject
        {
            ["type"] = endpoint.Type,
            ["supported_resource_filters"] = new JsonArray(Filter("input", "name", null), Filter("input", "tag", null), Filter("radio", "resource", HarborJson.Strings(["image"]))),
            ["supported_triggers"] = HarborJson.Strings(["manual", "scheduled"]),
        });
    }

    private static JsonObject Filter(string style, string type, JsonArray? values) => new() { ["style"] = style, ["type"] = type, ["values"] = values };

    private static EndpointState Find(HarborCall call, string action)
    {
        call.RequireSystem(action, "registry");
        return ById(call, call.PathNumber("id"));
    }

    internal static EndpointState ById(HarborCall call, long id) => call.State.Area<EndpointStore>().Find(id) ?? throw HarborException.NotFound($"registry {id} not found");

    // Every cause of an unhealthy registry has the same words; a type that is unknown has none.
    private static async Task RequireHealthyAsync(HarborCall call, string type, string url, string accessKey, string accessSecret)
    {
        if (!EndpointCheck.Types(call.Features).Contains(type))
        {
            throw HarborException.Internal();
        }

        if (!await EndpointCheck.IsHealthyAsync(call.State, type, url, accessKey, accessSecret, call.Http.RequestAborted))
        {
            throw HarborException.BadRequest("the registry is unhealthy");
        }
    }
}
