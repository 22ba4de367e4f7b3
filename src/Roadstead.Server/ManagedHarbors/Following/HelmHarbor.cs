using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Reads a Harbor that Helm installed by Harbor's own chart, from the objects that the chart makes around its core. Secrets are read by name, and only when asked for the login.</summary>
internal static class HelmHarbor
{
    private const string Suffix = "-core";
    private const string Password = "HARBOR_ADMIN_PASSWORD";

    /// <summary>The cores of Helm releases, of Harbors for the most part.</summary>
    public static ListScope Scope { get; } = new(LabelSelector: "component=core,heritage=Helm");

    /// <summary>What is kept of a deployment: its labels, its state, and where its admin's password comes from.</summary>
    public static Deployment Keep(Deployment core) => core with
    {
        Metadata = core.Metadata with { Annotations = null },
        Spec = core.Spec with
        {
            Template = new PodTemplate
            {
                Spec = new PodTemplateSpec
                {
                    Containers = [.. core.Spec.Template.Spec.Containers.Select(container => new Container { Name = container.Name, Image = container.Image, Env = [.. (container.Env ?? []).Where(variable => variable.Name == Password)] })],
                },
            },
        },
    };

    public static bool IsCore(Deployment core) =>
        core.Metadata.Name.EndsWith(Suffix, StringComparison.Ordinal) && core.Metadata.Labels is { } labels
        && (labels.GetValueOrDefault("app") == "harbor" || labels.GetValueOrDefault("app.kubernetes.io/name") == "harbor" || labels.GetValueOrDefault("chart") is "harbor"
            || labels.GetValueOrDefault("chart")?.StartsWith("harbor-", StringComparison.Ordinal) is true);

    public static string ReleaseOf(Deployment core) =>
        core.Metadata.Labels?.GetValueOrDefault("release") ?? core.Metadata.Labels?.GetValueOrDefault("app.kubernetes.io/instance") ?? FullName(core);

    /// <summary>The release of Harbor: the tag of its image.</summary>
    public static string? VersionOf(Deployment core)
    {
        var image = core.Spec.Template.Spec.Containers.FirstOrDefault(container => container.Name == "core")?.Image;
        var tag = image is null ? null : image.Split('@')[0].Split('/')[^1].Split(':').ElementAtOrDefault(1);
        return tag?.TrimStart('v');
    }

    /// <summary>The address that it tells people; null when it tells none.</summary>
    public static async Task<string?> UrlOfAsync(KubernetesClient client, Deployment core, CancellationToken cancellationToken) =>
        (await client.FindAsync<ConfigMap>(core.Metadata.Namespace, core.Metadata.Name, cancellationToken))?.Data?.GetValueOrDefault("EXT_ENDPOINT");

    /// <summary>Reads how to get into it.</summary>
    public static async Task<(HarborLogin? Login, HarborTrouble? Trouble)> LoginOfAsync(KubernetesClient client, Deployment core, string? url, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(url))
            return (null, new HarborTrouble(HarborReason.AddressMissing, $"The config map '{core.Metadata.Name}' has no EXT_ENDPOINT, so that its address is not known. Set externalURL of the chart, or integrate it by hand."));
        var ns = core.Metadata.Namespace!;
        var from = core.Spec.Template.Spec.Containers.SelectMany(container => container.Env ?? []).FirstOrDefault(variable => variable.Name == Password)?.ValueFrom?.SecretKeyRef;
        var (secret, key) = (from?.Name ?? core.Metadata.Name, from?.Key ?? Password);
        if (await HarborSecretReader.TextAsync(client, ns, secret, key, cancellationToken) is not { Length: > 0 } password)
            return (null, new HarborTrouble(HarborReason.PasswordMissing, $"The secret '{secret}' has no key '{key}' with the password of admin. Integrate it by hand."));
        var ca = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            ? await HarborSecretReader.AuthorityAsync(client, ns, $"{FullName(core)}-ingress", cancellationToken) ?? await HarborSecretReader.AuthorityAsync(client, ns, $"{FullName(core)}-nginx", cancellationToken)
            : null;
        return (new HarborLogin(url, password, ca), null);
    }

    private static string FullName(Deployment core) => core.Metadata.Name.EndsWith(Suffix, StringComparison.Ordinal) ? core.Metadata.Name[..^Suffix.Length] : core.Metadata.Name;
}
