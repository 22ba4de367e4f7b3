using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Audit;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Systems;

namespace Roadstead.Testing.Harbor.Configurations;

/// <summary>The settings of the system. Those that change how the fake behaves are in <see cref="HarborConfiguration"/>, the others are kept as they were written.</summary>
internal sealed class ConfigurationsArea : IHarborArea
{
    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/configurations", Read);
        routes.Map("PUT", "/configurations", Write);
    }

    private static HarborAnswer Read(HarborCall call)
    {
        call.RequireSystem("read", "configuration");
        var all = new JsonObject();
        foreach (var (key, value) in Values(call))
        {
            all[key] = new JsonObject { ["editable"] = key != "auth_mode" || !HasUsers(call), ["value"] = value };
        }

        all["scan_all_policy"] = new JsonObject();
        return HarborAnswer.Json(all);
    }

    // Keys that Harbor does not know are ignored.
    private static HarborAnswer Write(HarborCall call)
    {
        call.RequireSystem("update", "configuration");
        var body = call.Body("configurations", "Configurations");
        var changed = new Dictionary<string, JsonNode>();
        foreach (var (key, value) in Values(call))
        {
            JsonNode? written = value.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => body.Text(key),
                System.Text.Json.JsonValueKind.Number => body.Number(key),
                _ => body.Flag(key),
            };
            if (written is not null)
            {
                changed[key] = written;
            }
        }

        if (changed.TryGetValue("auth_mode", out var mode) && mode.GetValue<string>() != call.State.Configuration.AuthMode && HasUsers(call))
        {
            throw HarborException.BadRequest("the auth mode cannot be modified as new users have been inserted into database");
        }

        foreach (var (key, value) in changed)
        {
            Set(call.State.Configuration, key, value);
            call.State.Area<ConfigurationValues>()[key] = value;
        }

        call.State.Area<AuditStore>().Add(call.State, "update", "configuration", string.Join(',', changed.Keys), call.Identity.Name);

        return HarborAnswer.Ok;
    }

    private static bool HasUsers(HarborCall call) => call.State.Users.All.Count > 1;

    private static SortedDictionary<string, JsonNode> Values(HarborCall call)
    {
        var values = ConfigurationKeys.Defaults(call.Features.NewWording);
        foreach (var (key, value) in call.State.Area<ConfigurationValues>())
        {
            values[key] = value.DeepClone();
        }

        var live = call.State.Configuration;
        (values["auth_mode"], values["read_only"], values["project_creation_restriction"]) = (live.AuthMode, live.ReadOnly, live.ProjectCreationRestriction);
        (values["robot_name_prefix"], values["robot_token_duration"], values["token_expiration"]) = (live.RobotNamePrefix, live.RobotTokenDuration, live.TokenExpiration);
        (values["storage_per_project"], values["quota_per_project_enable"], values["notification_enable"]) = (live.StoragePerProject, live.QuotaPerProject, live.NotificationEnable);
        (values["self_registration"], values["primary_auth_mode"], values["banner_message"]) = (live.SelfRegistration, live.PrimaryAuthMode, live.BannerMessage);
        values["oidc_name"] = live.OidcProviderName;
        return values;
    }

    private static void Set(HarborConfiguration live, string key, JsonNode value)
    {
        switch (key)
        {
            case "auth_mode": live.AuthMode = value.GetValue<string>(); break;
            case "read_only": live.ReadOnly = value.GetValue<bool>(); break;
            case "project_creation_restriction": live.ProjectCreationRestriction = value.GetValue<string>(); break;
            case "robot_name_prefix": live.RobotNamePrefix = value.GetValue<string>(); break;
            case "robot_token_duration": live.RobotTokenDuration = value.GetValue<long>(); break;
            case "token_expiration": live.TokenExpiration = value.GetValue<long>(); break;
            case "storage_per_project": live.StoragePerProject = value.GetValue<long>(); break;
            case "quota_per_project_enable": live.QuotaPerProject = value.GetValue<bool>(); break;
            case "notification_enable": live.NotificationEnable = value.GetValue<bool>(); break;
            case "self_registration": live.SelfRegistration = value.GetValue<bool>(); break;
            case "primary_auth_mode": live.PrimaryAuthMode = value.GetValue<bool>(); break;
            case "banner_message": live.BannerMessage = value.GetValue<string>(); break;
            case "oidc_name": live.OidcProviderName = value.GetValue<string>(); break;
        }
    }
}
