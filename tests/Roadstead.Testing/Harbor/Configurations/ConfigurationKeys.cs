using System.Text.Json.Nodes;

namespace Roadstead.Testing.Harbor.Configurations;

/// <summary>Every setting of Harbor's with its default: what GET /configurations lists.</summary>
internal static class ConfigurationKeys
{
    private static readonly string[] Texts =
    [
        "audit_log_forward_endpoint", "banner_message", "http_authproxy_admin_groups", "http_authproxy_admin_usernames", "http_authproxy_endpoint", "http_authproxy_server_certificate",
        "http_authproxy_tokenreview_endpoint", "ldap_base_dn", "ldap_filter", "ldap_group_admin_dn", "ldap_group_attribute_name", "ldap_group_base_dn", "ldap_group_search_filter",
        "ldap_search_dn", "ldap_url", "oidc_admin_group", "oidc_client_id", "oidc_endpoint", "oidc_group_filter", "oidc_groups_claim", "oidc_name", "oidc_scope", "oidc_user_claim",
        "uaa_client_id", "uaa_client_secret", "uaa_endpoint",
    ];

    private static readonly string[] Off =
    [
        "http_authproxy_skip_search", "oidc_auto_onboard", "primary_auth_mode", "read_only", "scanner_skip_update_pulltime", "self_registration", "skip_audit_log_database", "uaa_verify_cert",
    ];

    private static readonly string[] On = ["http_authproxy_verify_cert", "ldap_verify_cert", "notification_enable", "oidc_verify_cert", "quota_per_project_enable"];

    /// <summary>The defaults of a new installation.</summary>
    /// <param name="isNew">Whether it is a release that has the settings which came after 2.9.</param>
    public static SortedDictionary<string, JsonNode> Defaults(bool isNew)
    {
        var defaults = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["auth_mode"] = "db_auth",
            ["ldap_group_membership_attribute"] = "memberof",
            ["ldap_group_search_scope"] = 2,
            ["ldap_scope"] = 2,
            ["ldap_timeout"] = 5,
            ["ldap_uid"] = "cn",
            ["oidc_extra_redirect_parms"] = "{}",
            ["project_creation_restriction"] = "everyone",
            ["robot_name_prefix"] = "robot$",
            ["robot_token_duration"] = 30,
            ["session_timeout"] = 60,
            ["storage_per_project"] = -1,
            ["token_expiration"] = 30,
        };
        foreach (var key in isNew ? [.. Texts, "disabled_audit_log_event_types"] : Texts)
        {
            defaults[key] = "";
        }

        foreach (var key in isNew ? [.. Off, "ldap_group_attach_parallel", "oidc_logout"] : Off)
        {
            defaults[key] = false;
        }

        foreach (var key in On)
        {
            defaults[key] = true;
        }

        return defaults;
    }
}
