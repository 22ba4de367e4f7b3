using System.Text.Json.Nodes;

namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>The objects that bring an image into a cluster.</summary>
internal static class PodObjects
{
    /// <summary>Nothing schedules these: they are for tests that end at the API server.</summary>
    public const string NoScheduler = "nobody";

    /// <summary>The container that is looked at.</summary>
    public const string Container = "cell";

    /// <summary>A service account that refers to no secret.</summary>
    public const string BareAccount = "bare";

    public const string OwnSecret = "own";
    public const string CopiedSecret = "copied";

    public static JsonObject Pod(string name, JsonObject spec) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [Container] = name } },
        ["spec"] = spec,
    };

    public static JsonObject Deployment(string name, JsonObject spec) => new()
    {
        ["apiVersion"] = "apps/v1",
        ["kind"] = "Deployment",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { [Container] = name } },
        ["spec"] = new JsonObject
        {
            ["replicas"] = 1,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [Container] = name } },
            ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [Container] = name } }, ["spec"] = spec },
        },
    };

    /// <summary>The spec of a pod with one container of this image and the secrets that it brings.</summary>
    public static JsonObject Spec(string image, PullSecretKind secret, string? scheduler)
    {
        var spec = new JsonObject
        {
            ["containers"] = new JsonArray(ContainerOf(Container, image)),
            ["automountServiceAccountToken"] = false,
            ["terminationGracePeriodSeconds"] = 0,
            ["hostNetwork"] = true,
        };
        if (scheduler is not null)
        {
            spec["schedulerName"] = scheduler;
        }

        switch (secret)
        {
            case PullSecretKind.Own:
                spec["imagePullSecrets"] = Secrets(OwnSecret);
                break;
            case PullSecretKind.Copied:
                spec["imagePullSecrets"] = Secrets(CopiedSecret);
                break;
            case PullSecretKind.None:
                spec["serviceAccountName"] = BareAccount;
                break;
            default:
                break;
        }

        return spec;
    }

    /// <summary>The same, where the container is not the one that is looked at.</summary>
    public static JsonObject OtherSpec(string image, PullSecretKind secret, string? scheduler)
    {
        var spec = Spec(image, secret, scheduler);
        spec["containers"]![0]!["name"] = "other";
        return spec;
    }

    /// <summary>The same, where an init container before it is the one that is looked at.</summary>
    public static JsonObject InitSpec(string image, string other, PullSecretKind secret, string? scheduler)
    {
        var spec = OtherSpec(other, secret, scheduler);
        spec["initContainers"] = new JsonArray(ContainerOf(Container, image));
        return spec;
    }

    /// <summary>The body that adds an ephemeral container. Before 1.22 the subresource has a kind of its own.</summary>
    public static JsonObject EphemeralContainers(string pod, string image)
    {
        var container = ContainerOf(Container, image);
        container["terminationMessagePolicy"] = "File";
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "EphemeralContainers",
            ["metadata"] = new JsonObject { ["name"] = pod },
            ["ephemeralContainers"] = new JsonArray(container),
        };
    }

    public static JsonArray Secrets(params string[] names) => [.. names.Select(name => new JsonObject { ["name"] = name })];

    private static JsonObject ContainerOf(string name, string image) => new() { ["name"] = name, ["image"] = image, ["imagePullPolicy"] = "IfNotPresent" };
}
