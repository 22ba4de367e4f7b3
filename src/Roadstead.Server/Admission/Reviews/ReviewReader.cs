using System.Text;
using System.Text.Json;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>
/// Reads an AdmissionReview in one pass, in any order of its fields, and only the fields that decide; the rest is skipped.
/// Images must not slip through what is written oddly: a field of the wrong type or one that is there twice makes the review
/// <see cref="Review.Unreadable"/>, and who cannot read does not allow.
/// </summary>
internal ref struct ReviewReader
{
    private const string ApiVersion = "admission.k8s.io/v1";

    private readonly ReviewObject current = new();
    private readonly ReviewObject old = new();
    private JsonCursor json;
    private string? uid;
    private string? operation;
    private string? ns;
    private string? name;
    private string? kind;
    private string? group;
    private string? resource;
    private string? subResource;
    private bool dryRun;
    private bool fromNode;

    private ReviewReader(ReadOnlySpan<byte> body) => json = new JsonCursor(body);

    /// <exception cref="ReviewFormatException">It is no JSON, no AdmissionReview v1, or has no uid to answer to.</exception>
    public static Review Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return new ReviewReader(body).Read();
        }
        catch (JsonException e)
        {
            throw new ReviewFormatException("The body is no JSON that can be read: " + e.Message, e);
        }
        catch (Exception e) when (e is InvalidOperationException or DecoderFallbackException)
        {
            // A string that is no text: broken UTF-8, or half of a surrogate pair.
            throw new ReviewFormatException("The body holds a string that is no text.", e);
        }
    }

    private Review Read()
    {
        string? version = null;
        string? type = null;
        json.Start();
        if (!json.EnterObject("the review")) throw new ReviewFormatException("The body is no AdmissionReview.");
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("apiVersion"u8)) version = json.Text(ref seen, 0, "apiVersion");
            else if (json.Is("kind"u8)) type = json.Text(ref seen, 1, "kind");
            else if (json.Is("request"u8)) ReadRequest(ref seen);
            else json.SkipField();
        }

        json.End();
        if (version != ApiVersion || type != "AdmissionReview") throw new ReviewFormatException($"The body is no AdmissionReview of {ApiVersion}.");
        if (string.IsNullOrEmpty(uid)) throw new ReviewFormatException("The review has no request with a uid.");
        var target = Target();
        var does = operation switch { "CREATE" => ReviewOperation.Create, "UPDATE" => ReviewOperation.Update, _ => ReviewOperation.Other };
        return new Review
        {
            Uid = uid,
            Target = target,
            Operation = does,
            Namespace = ns ?? "",
            Name = name ?? "",
            Kind = kind ?? "",
            IsDryRun = dryRun,
            IsFromNode = fromNode,
            Object = current,
            OldObject = old,
            Unreadable = json.Unreadable ?? Missing(target, does),
        };
    }

    private readonly string? Missing(ReviewTarget target, ReviewOperation does)
    {
        if (string.IsNullOrEmpty(operation)) return "request.operation is absent";
        if (string.IsNullOrEmpty(resource)) return "request.resource is absent";
        if (target is ReviewTarget.Other || does is ReviewOperation.Other) return null;
        if (target is not ReviewTarget.Namespace && string.IsNullOrEmpty(ns)) return "request.namespace is absent";
        return current.IsPresent ? null : "request.object is absent";
    }

    private readonly ReviewTarget Target() => (group ?? "", resource, subResource ?? "") switch
    {
        ("", "pods", "" or "ephemeralcontainers") => ReviewTarget.Pod,
        ("", "namespaces", "") => ReviewTarget.Namespace,
        ("", "replicationcontrollers" or "podtemplates", "") => ReviewTarget.Workload,
        ("apps" or "extensions", "deployments" or "statefulsets" or "daemonsets" or "replicasets", "") => ReviewTarget.Workload,
        ("batch", "jobs" or "cronjobs", "") => ReviewTarget.Workload,
        _ => ReviewTarget.Other,
    };

    private void ReadRequest(ref SeenFields outer)
    {
        json.Once(ref outer, 2, "request");
        if (!json.EnterObject("request")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("uid"u8)) uid = json.Text(ref seen, 0, "request.uid");
            else if (json.Is("kind"u8)) ReadKind(ref seen);
            else if (json.Is("resource"u8)) ReadResource(ref seen);
            else if (json.Is("subResource"u8)) subResource = json.Text(ref seen, 3, "request.subResource");
            else if (json.Is("name"u8)) name = json.Text(ref seen, 4, "request.name");
            else if (json.Is("namespace"u8)) ns = json.Text(ref seen, 5, "request.namespace");
            else if (json.Is("operation"u8)) operation = json.Text(ref seen, 6, "request.operation");
            else if (json.Is("userInfo"u8)) ReadUser(ref seen);
            else if (json.Is("object"u8)) ReviewObjectReader.Read(ref json, ref seen, 8, "object", resource == "pods", current);
            else if (json.Is("oldObject"u8)) ReviewObjectReader.Read(ref json, ref seen, 9, "oldObject", resource == "pods", old);
            else if (json.Is("dryRun"u8)) dryRun = json.Flag(ref seen, 10, "request.dryRun");
            else json.SkipField();
        }
    }

    private void ReadKind(ref SeenFields outer)
    {
        json.Once(ref outer, 1, "request.kind");
        if (!json.EnterObject("request.kind")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("kind"u8)) kind = json.Text(ref seen, 0, "request.kind.kind");
            else json.SkipField();
        }
    }

    private void ReadResource(ref SeenFields outer)
    {
        json.Once(ref outer, 2, "request.resource");
        if (!json.EnterObject("request.resource")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            if (json.Is("group"u8)) group = json.Text(ref seen, 0, "request.resource.group");
            else if (json.Is("resource"u8)) resource = json.Text(ref seen, 1, "request.resource.resource");
            else json.SkipField();
        }
    }

    private void ReadUser(ref SeenFields outer)
    {
        json.Once(ref outer, 7, "request.userInfo");
        if (!json.EnterObject("request.userInfo")) return;
        var seen = new SeenFields();
        while (json.NextField())
        {
            // The API server gives this prefix to those alone whom it knows as nodes.
            if (json.Is("username"u8)) fromNode = json.Text(ref seen, 0, "request.userInfo.username")?.StartsWith("system:node:", StringComparison.Ordinal) == true;
            else json.SkipField();
        }
    }
}
