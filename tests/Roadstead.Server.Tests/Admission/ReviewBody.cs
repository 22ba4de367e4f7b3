using System.Text.Json.Nodes;

namespace Roadstead.Server.Tests.Admission;

/// <summary>Bodies of reviews, in the shape that API servers send.</summary>
internal static class ReviewBody
{
    public const string NotAllowed = "reg.io/team-a/app:v1";
    public const string Allowed = "reg.io/open/app:v1";

    /// <summary>A review of a pod, or of its subresource.</summary>
    /// <param name="pod">The object; null leaves it out.</param>
    /// <param name="old">The object before; null for none.</param>
    /// <param name="operation">CREATE, UPDATE ...</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="subResource">Empty for the pod itself.</param>
    /// <param name="dryRun">Whether nothing is stored.</param>
    /// <param name="user">Who asks.</param>
    public static string Pod(string? pod, string? old = null, string operation = "CREATE", string ns = "red", string subResource = "", bool dryRun = false, string user = "jane") =>
        Of("", "pods", "Pod", pod, old, operation, ns, subResource, dryRun, user);

    public static string Of(
        string group, string resource, string kind, string? item, string? old = null, string operation = "CREATE", string ns = "red", string subResource = "", bool dryRun = false, string user = "jane", string name = "a") =>
        $$"""
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u-1","kind":{"group":"{{group}}","version":"v1","kind":"{{kind}}"},
        "resource":{"group":"{{group}}","version":"v1","resource":"{{resource}}"},{{(subResource.Length > 0 ? $"\"subResource\":\"{subResource}\"," : "")}}
        "requestKind":{"group":"{{group}}","version":"v1","kind":"{{kind}}"},"requestResource":{"group":"{{group}}","version":"v1","resource":"{{resource}}"},
        "name":"{{name}}","namespace":"{{ns}}","operation":"{{operation}}","userInfo":{"username":"{{user}}","groups":["system:authenticated"]},
        {{(item is null ? "" : $"\"object\":{item},")}}"oldObject":{{old ?? "null"}},"dryRun":{{(dryRun ? "true" : "false")}},"options":{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1"} } }
        """;

    /// <summary>A pod with one container of this image.</summary>
    public static string WithImage(string image) => WithSpec($$"""{"containers":[{"name":"c","image":{{JsonValue.Create(image).ToJsonString()}} }]}""");

    /// <summary>An object with this spec.</summary>
    public static string WithSpec(string spec) => $$$"""{"metadata":{"name":"a"},"spec":{{{spec}}}}""";
}
