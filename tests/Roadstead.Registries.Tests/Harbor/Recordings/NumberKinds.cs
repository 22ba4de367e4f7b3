namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Which numbers in a body are ids, and of what. Every other number is compared as it is.</summary>
internal static class NumberKinds
{
    // The area of an address decides what "id" means there: the longest that fits.
    private static readonly (string Area, string Kind)[] Areas =
    [
        ("/webhook/policies/*/executions/*/tasks", "task"), ("/webhook/policies/*/executions", "execution"), ("/webhook/policies", "hook"), ("/webhook/jobs", "execution"),
        ("/retentions/*/executions/*/tasks", "task"), ("/retentions/*/executions", "execution"), ("/retentions", "retention"),
        ("/replication/executions/*/tasks", "task"), ("/replication/executions", "execution"), ("/replication/policies", "replication"),
        ("/system/gc/schedule", "schedule"), ("/system/gc", "execution"), ("/schedules", "schedule"),
        ("/artifacts/*/tags", "tag"), ("/artifacts/*/accessories", "accessory"), ("/artifacts/*/labels", "label"), ("/artifacts", "artifact"),
        ("/immutabletagrules", "rule"), ("/repositories", "repository"), ("/members", "member"), ("/users", "user"), ("/quotas", "quota"), ("/labels", "label"),
        ("/robots", "robot"), ("/registries", "registry"), ("/audit-logs", "audit"), ("/auditlog-exts", "audit"), ("/logs", "audit"), ("/projects", "project"),
    ];

    /// <summary>Kind of the number; null for one that is a value.</summary>
    /// <param name="target">Address of the exchange.</param>
    /// <param name="parent">Name of the property whose object (or list of objects) it is in; empty at the top.</param>
    /// <param name="property">Name of its property.</param>
    /// <param name="value">The recorded number.</param>
    public static string? Of(string target, string parent, string property, string value) => property switch
    {
        _ when value.Length == 10 && value.StartsWith('1') => "unix",
        _ when value is "0" or "-1" => null,
        "project_id" or "namespace_id" => "project",
        "ref" => "project",
        "owner_id" or "user_id" or "entity_id" or "creator_ref" => "user",
        "repository_id" => "repository",
        "artifact_id" or "child_id" or "parent_id" or "subject_artifact_id" => "artifact",
        "execution_id" => "execution",
        "retention_id" or "retention_policy_id" => "retention",
        "policy_id" or "vendor_id" => target switch
        {
            _ when target.Contains("/webhook/", StringComparison.Ordinal) => "hook",
            _ when target.Contains("/replication/", StringComparison.Ordinal) => "replication",
            _ => "retention",
        },
        "id" => parent switch
        {
            "tags" => "tag",
            "labels" => "label",
            "accessories" => "accessory",
            "cve_allowlist" => "allowlist",
            "ref" => "project",
            "registry" or "src_registry" or "dest_registry" => "registry",
            _ => OfAddress(target),
        },
        _ => null,
    };

    private static string? OfAddress(string target)
    {
        var path = target.Split('?')[0];
        return Areas.Where(area => Reaches(path, area.Area)).Select(area => area.Kind).FirstOrDefault();
    }

    private static bool Reaches(string path, string area)
    {
        var at = 0;
        foreach (var part in area.Split('*'))
        {
            at = path.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += part.Length;
        }

        return true;
    }
}
