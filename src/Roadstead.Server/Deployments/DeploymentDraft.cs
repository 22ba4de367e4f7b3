using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.PullSecrets;

namespace Roadstead.Server.Deployments;

/// <summary>What Roadstead writes into a cluster for a deployment, and how it knows its own again.</summary>
internal static class DeploymentDraft
{
    internal const string NameLabel = "app.kubernetes.io/name";
    internal const string ManagedByLabel = "app.kubernetes.io/managed-by";
    internal const string InstallationLabel = "roadstead.dev/installation";
    private const string DeployedBy = "roadstead.dev/deployed-by";
    private const string ManagedBy = "roadstead";

    /// <summary>The object. Its pods name the pull secret themselves, so that they hold it whatever their service account refers to.</summary>
    public static Deployment Of(string ns, CreateDeployment request, string installation, string person)
    {
        var (name, pods) = (request.Name!, PodLabels(request.Name!));
        return new Deployment
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = ns,
                Labels = new Dictionary<string, string>(pods) { [InstallationLabel] = installation },
                Annotations = new Dictionary<string, string> { [DeployedBy] = person },
            },
            Spec = new DeploymentSpec
            {
                Replicas = request.Replicas ?? 1,
                Selector = new LabelSelector { MatchLabels = pods },
                Template = new PodTemplate
                {
                    Metadata = new ObjectMetaTemplate(pods),
                    Spec = new PodTemplateSpec
                    {
                        Containers =
                        [
                            new Container
                            {
                                Name = name,
                                Image = request.Image!.Trim(),
                                Ports = request.Port is { } port ? [new ContainerPort(port)] : null,
                                Env = request.Env is { Count: > 0 } env ? [.. env.Select(variable => new EnvironmentVariable(variable.Key, variable.Value))] : null,
                            },
                        ],
                        ImagePullSecrets = [new LocalObjectReference(PullSecretNames.Secret)],
                    },
                },
            },
        };
    }

    /// <summary>The change, for a strategic merge patch. The uid goes along: another deployment that took the name meanwhile is not changed.</summary>
    public static JsonObject Patch(Deployment deployment, EditDeployment request, string person)
    {
        var spec = new JsonObject();
        if (request.Replicas is { } replicas) spec["replicas"] = replicas;
        if (request.Image is { } image)
        {
            var container = new JsonObject { ["name"] = Container(deployment)?.Name, ["image"] = image.Trim() };
            spec["template"] = new JsonObject { ["spec"] = new JsonObject { ["containers"] = new JsonArray(container) } };
        }

        var metadata = new JsonObject { ["uid"] = deployment.Metadata.Uid, ["annotations"] = new JsonObject { [DeployedBy] = person } };
        return new JsonObject { ["metadata"] = metadata, ["spec"] = spec };
    }

    /// <summary>The change that replaces all pods, as kubectl writes it.</summary>
    public static JsonObject RestartPatch(Deployment deployment, DateTimeOffset now, string person) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = deployment.Metadata.Uid, ["annotations"] = new JsonObject { [DeployedBy] = person } },
        ["spec"] = new JsonObject { ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kubectl.kubernetes.io/restartedAt"] = now.UtcDateTime.ToString("O") } } } },
    };

    /// <summary>The container that the deployment is about: the one of its own name, else the first.</summary>
    public static Container? Container(Deployment deployment) =>
        deployment.Spec.Template.Spec.Containers is [var first, ..] all ? all.FirstOrDefault(container => container.Name == deployment.Metadata.Name) ?? first : null;

    public static bool IsOwn(Deployment deployment, string installation) =>
        deployment.Metadata.Labels is { } labels && labels.GetValueOrDefault(ManagedByLabel) == ManagedBy && labels.GetValueOrDefault(InstallationLabel) == installation;

    /// <summary>Selects what this installation made.</summary>
    public static string OwnSelector(string installation) => $"{ManagedByLabel}={ManagedBy},{InstallationLabel}={installation}";

    /// <summary>Selects the pods of a deployment.</summary>
    public static string PodSelector(string name) => string.Join(',', PodLabels(name).Select(label => $"{label.Key}={label.Value}"));

    private static Dictionary<string, string> PodLabels(string name) => new() { [NameLabel] = name, [ManagedByLabel] = ManagedBy };
}
