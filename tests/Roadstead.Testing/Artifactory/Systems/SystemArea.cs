using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory.Http;

namespace Roadstead.Testing.Artifactory.Systems;

/// <summary>What an Artifactory says about itself.</summary>
internal sealed class SystemArea : IArtifactoryArea
{
    public void Map(ArtifactoryRoutes routes)
    {
        routes.Map("GET", "/api/system/ping", _ => ArtifactoryAnswer.Text("OK"));
        routes.Map("GET", "/api/system/version", Version);
        routes.Map("GET", "/api/system/licenses", License);
        routes.Map("GET", "/api/system/license", License);
        routes.Map("GET", "/api/system/service_id", ServiceId);
        routes.Map("GET", "/access/api/v1/system/ping", _ => ArtifactoryAnswer.Text("OK"), features => features.IsSeven);
        routes.Map("GET", "/ui/{*page}", _ => ArtifactoryAnswer.Html(200, "JFrog Platform"), features => features.IsSeven);
        routes.Map("GET", "/webapp/{*page}", _ => ArtifactoryAnswer.Html(200, "Artifactory"), features => !features.IsSeven);
    }

    private static ArtifactoryAnswer Version(ArtifactoryCall call)
    {
        if (!call.State.Settings.AnonymousAccess)
        {
            call.RequireUser();
        }

        // The free editions name no license.
        return ArtifactoryAnswer.Json(new JsonObject
        {
            ["version"] = call.State.Settings.Version,
            ["revision"] = call.Features.Revision,
            ["addons"] = ArtifactoryJson.Strings(call.Features.IsPro ? ["build", "docker", "vcs", "replication", "filteredresources"] : []),
        }.With(call.Features.IsPro, "license", call.State.Id));
    }

    private static ArtifactoryAnswer License(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.Json(call.State.Settings.Edition switch
        {
            ArtifactoryEdition.Oss => new JsonObject { ["type"] = "OSS", ["validThrough"] = "", ["licensedTo"] = "" },
            ArtifactoryEdition.Jcr => new JsonObject { ["type"] = "JCR Edition", ["validThrough"] = "", ["licensedTo"] = "" },
            ArtifactoryEdition.Enterprise => new JsonObject { ["type"] = "Enterprise Plus", ["validThrough"] = "Jan 29, 2032", ["licensedTo"] = "Example" },
            _ => new JsonObject { ["type"] = "Commercial", ["validThrough"] = "Jan 29, 2032", ["licensedTo"] = "Example" },
        });
    }

    private static ArtifactoryAnswer ServiceId(ArtifactoryCall call)
    {
        call.RequireAdmin();
        return ArtifactoryAnswer.Text(call.State.ServiceId);
    }
}
