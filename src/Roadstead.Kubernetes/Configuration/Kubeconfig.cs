using Roadstead.Core.Errors;
using YamlDotNet.Core;

namespace Roadstead.Kubernetes.Configuration;

/// <summary>
/// Reads kubeconfigs: the cluster and the user of the current context, with everything in the text itself. What would run a program or read a file on
/// Roadstead's machine is refused. All problems are named at once, and none repeats a credential.
/// </summary>
public static class Kubeconfig
{
    /// <summary>The endpoint that the current context means, or <see cref="ErrorCodes.KubeconfigUnsupported"/> with every problem under <c>kubeconfig</c>.</summary>
    public static Outcome<KubernetesEndpoint> Parse(string text, KubeconfigOptions options)
    {
        var problems = new List<string>();
        var endpoint = Parse(text, options, problems);
        return endpoint is not null && problems.Count == 0
            ? endpoint
            : new Problem(ErrorCodes.KubeconfigUnsupported, string.Join(' ', problems), new Dictionary<string, string[]> { ["kubeconfig"] = [.. problems] });
    }

    private static KubernetesEndpoint? Parse(string text, KubeconfigOptions options, List<string> problems)
    {
        if (text.Length > options.MaxLength)
        {
            problems.Add($"The kubeconfig is longer than {options.MaxLength} characters.");
            return null;
        }

        object? tree;
        try
        {
            tree = YamlTree.Parse(text);
        }
        catch (YamlException e)
        {
            problems.Add($"The kubeconfig {e.Message}.");
            return null;
        }

        if (tree is not Dictionary<string, object?> root || (root.GetValueOrDefault("kind") is { } kind && kind is not "Config"))
        {
            problems.Add("This is no kubeconfig: 'kind: Config' is expected.");
            return null;
        }

        if (root.GetValueOrDefault("current-context") is not string { Length: > 0 } current)
        {
            problems.Add("No current-context is set. Set it with 'kubectl config use-context'.");
            return null;
        }

        var context = Named(root, "contexts", "context", current, problems);
        var cluster = context is null ? null : Named(root, "clusters", "cluster", context.GetValueOrDefault("cluster") as string, problems);
        var user = context is null ? null : Named(root, "users", "user", context.GetValueOrDefault("user") as string, problems);
        return cluster is null || user is null ? null : new KubeconfigReader(cluster, user, options, problems).Read();
    }

    // contexts: [{name: current, context: {...}}]
    private static Dictionary<string, object?>? Named(Dictionary<string, object?> root, string list, string item, string? name, List<string> problems)
    {
        var found = (root.GetValueOrDefault(list) as List<object?>)?.OfType<Dictionary<string, object?>>()
            .FirstOrDefault(entry => name is not null && entry.GetValueOrDefault("name") as string == name)?.GetValueOrDefault(item) as Dictionary<string, object?>;
        if (found is null)
        {
            problems.Add($"The {item} that the current context means is not in '{list}'.");
        }

        return found;
    }
}
