using System.Text.Json.Nodes;

namespace Roadstead.Testing.Kubernetes;

/// <summary>Waits until an API server decides by rights that were just given: it watches roles and bindings like everybody else, and refuses until it has seen them.</summary>
internal static class GivenRights
{
    /// <summary>Returns when this user may do what each rule of this ClusterRole gives.</summary>
    /// <param name="admin">The tests' own hands.</param>
    /// <param name="user">Its name, as in a certificate; that of a service account is <c>system:serviceaccount:namespace:name</c>.</param>
    /// <param name="clusterRole">The role.</param>
    /// <param name="ns">Where; null for everywhere.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task HasAsync(this KubernetesAdmin admin, string user, string clusterRole, string? ns, CancellationToken cancellationToken) => Eventually.TrueAsync(
        async () =>
        {
            // A role that is put together from others, such as edit, has no rules before the controllers have done that.
            var role = await admin.GetAsync($"/apis/rbac.authorization.k8s.io/v1/clusterroles/{clusterRole}", cancellationToken);
            var rules = role["rules"] as JsonArray ?? [];
            foreach (var rule in rules.Where(rule => rule!["resources"] is not null))
            {
                if (!await MayAsync(admin, user, ns, rule!, cancellationToken))
                {
                    return false;
                }
            }

            return rules.Count > 0;
        },
        $"{user} has the rights of {clusterRole}",
        cancellationToken);

    private static async Task<bool> MayAsync(KubernetesAdmin admin, string user, string? ns, JsonNode rule, CancellationToken cancellationToken)
    {
        var resource = ((string)rule["resources"]![0]!).Split('/');
        var asked = new JsonObject
        {
            ["group"] = (string)rule["apiGroups"]![0]!,
            ["resource"] = resource[0],
            ["subresource"] = resource.ElementAtOrDefault(1) ?? "",
            ["verb"] = (string)rule["verbs"]![0]!,
            ["name"] = (string?)rule["resourceNames"]?[0] ?? "",
            ["namespace"] = ns ?? "",
        };
        var review = await admin.CreateAsync(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            new JsonObject { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = "SubjectAccessReview", ["spec"] = new JsonObject { ["user"] = user, ["resourceAttributes"] = asked } },
            cancellationToken);
        return (bool)review["status"]!["allowed"]!;
    }
}
