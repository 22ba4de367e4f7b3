using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Access;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Systems;

/// <summary>Ping, health, what it is and how much it holds.</summary>
internal sealed class SystemArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/ping", Ping, f => f is { Ping: true, NewWording: false }, ["text/plain"]);
        routes.Map("GET", "/ping", Ping, f => f.NewWording, ["text/plain", "application/json"]);
        routes.Map("GET", "/health", Health);
        routes.Map("GET", "/systeminfo", Info);
        routes.Map("GET", "/systeminfo/volumes", Volumes);
        routes.Map("GET", "/systeminfo/getcert", _ => throw HarborException.NotFound("resource not found: cert not found in path: /etc/core/ca/ca.crt"));
        routes.Map("GET", "/statistics", Statistics);
    }

    private static HarborAnswer Ping(HarborCall call) =>
        call.Header("Accept")?.Contains("application/json", StringComparison.Ordinal) == true ? HarborAnswer.Json("Pong") : HarborAnswer.Text("Pong");

    private static HarborAnswer Health(HarborCall call)
    {
        var wrong = call.State.Components.Look();
        var components = HarborJson.Array(
            HarborComponents.Names,
            name => new JsonObject().With(wrong.ContainsKey(name), "error", wrong.GetValueOrDefault(name)).With(true, "name", name).With(true, "status", wrong.ContainsKey(name) ? "unhealthy" : "healthy"));
        return HarborAnswer.Json(new JsonObject { ["components"] = components, ["status"] = wrong.Count == 0 ? "healthy" : "unhealthy" });
    }

    private static HarborAnswer Info(HarborCall call)
    {
        var (features, configuration) = (call.Features, call.State.Configuration);
        var known = call.Identity.IsAuthenticated;
        var info = new JsonObject { ["auth_mode"] = configuration.AuthMode, ["self_registration"] = configuration.SelfRegistration }
            .With(features.Banner, "banner_message", configuration.BannerMessage)
            .With(features.PrimaryAuthMode, "primary_auth_mode", configuration.PrimaryAuthMode)
            .With(features.OidcProviderName, "oidc_provider_name", configuration.OidcProviderName)
            .With(known || features.VersionIsPublic, "harbor_version", features.VersionText);
        if (known)
        {
            info["external_url"] = call.State.ExternalUrl;
            info["has_ca_root"] = false;
            info["notification_enable"] = configuration.NotificationEnable;
            info["project_creation_restriction"] = configuration.ProjectCreationRestriction;
            info["read_only"] = configuration.ReadOnly;
            info["registry_storage_provider_name"] = "filesystem";
            info["registry_url"] = call.State.RegistryHost;
            info.With(features.CurrentTime, "current_time", HarborJson.Time(call.State.Now))
                .With(features.ChartMuseum, "with_chartmuseum", false)
                .With(features.Notary, "with_notary", false);
        }

        return HarborAnswer.Json(info);
    }

    // Zeros are left out, and this disk's size is not known: the measured answer.
    private static HarborAnswer Volumes(HarborCall call)
    {
        call.RequireSystem("read", "system-volumes");
        return HarborAnswer.Json(new JsonObject { ["storage"] = new JsonArray(new JsonObject()) });
    }

    private static HarborAnswer Statistics(HarborCall call)
    {
        call.RequireSignedIn();
        var projects = call.State.Projects.All;
        var open = projects.Where(project => project.IsPublic).ToList();
        // Only members count for who is no admin, and a robot is never a member.
        var closed = projects.Where(project => !project.IsPublic && (call.Identity.IsAdmin || (call.Identity is UserIdentity && call.Identity.Sees(project)))).ToList();
        var total = call.Identity.IsAdmin ? projects : closed;
        var statistics = new JsonObject
        {
            ["private_project_count"] = closed.Count,
            ["private_repo_count"] = closed.Sum(project => project.Repositories.Count),
            ["public_project_count"] = open.Count,
            ["public_repo_count"] = open.Sum(project => project.Repositories.Count),
            ["total_project_count"] = total.Count,
            ["total_repo_count"] = total.Sum(project => project.Repositories.Count),
        };
        var stored = call.Identity.IsAdmin ? projects.SelectMany(project => project.Blobs).DistinctBy(blob => blob.Key).Sum(blob => blob.Value) : 0;
        return HarborAnswer.Json(statistics.With(call.Features.StorageInStatistics, "total_storage_consumption", stored));
    }
}
