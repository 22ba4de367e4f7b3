using Roadstead.Kubernetes;
using YamlDotNet.RepresentationModel;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>The rights that Roadstead works with: exactly those of <c>deploy/cluster-role.yaml</c>, which is part of the program.</summary>
internal static class ClusterRights
{
    private const int AtOnce = 8;

    /// <summary>Without these nothing of a cluster can be followed.</summary>
    private static readonly string[] Essential = ["list namespaces", "watch namespaces", "list pods", "watch pods"];

    /// <summary>Each right as a question. Asking is one as well; whoever is signed in has it.</summary>
    public static IReadOnlyList<AccessQuestion> Needed { get; } = [.. Read().Where(question => question.Resource != "selfsubjectaccessreviews")];

    /// <summary>Which of them the account lacks, such as <c>create secrets</c>.</summary>
    public static async Task<IReadOnlyList<string>> FindMissingAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        var granted = new bool[Needed.Count];
        await Parallel.ForAsync(0, granted.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => granted[i] = await client.MayAsync(Needed[i], token));
        return [.. Needed.Where((_, i) => !granted[i]).Select(NameOf)];
    }

    /// <summary>True when the cluster cannot even be followed without what is missing.</summary>
    public static bool IsBlind(IReadOnlyList<string> missing) => missing.Any(Essential.Contains);

    /// <summary>The missing rights in words, with what to do.</summary>
    public static string Describe(IReadOnlyList<string> missing) =>
        $"The account of the kubeconfig lacks rights: {string.Join(", ", missing)}. Give it those of deploy/cluster-role.yaml.";

    private static string NameOf(AccessQuestion question) => $"{question.Verb} {question.Resource}";

    private static IEnumerable<AccessQuestion> Read()
    {
        using var reader = new StreamReader(typeof(ClusterRights).Assembly.GetManifestResourceStream("cluster-role.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        foreach (var rule in ((YamlSequenceNode)yaml.Documents[0].RootNode["rules"]).Children)
        {
            foreach (var group in Texts(rule["apiGroups"]))
            foreach (var resource in Texts(rule["resources"]))
            foreach (var verb in Texts(rule["verbs"]))
                yield return new AccessQuestion(verb, group, resource);
        }
    }

    private static IEnumerable<string> Texts(YamlNode node) => ((YamlSequenceNode)node).Select(item => ((YamlScalarNode)item).Value!);
}
