using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Tokens;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Images;

/// <summary>How a person signs in and pulls with one client.</summary>
/// <param name="Url">The page's state; <c>client</c> in it is the client.</param>
/// <param name="Clients">Those that can do something with it.</param>
/// <param name="Client">The one that the steps are for.</param>
/// <param name="Target">What is pulled, and from where.</param>
/// <param name="Steps">What to do, in this order.</param>
public sealed record PullCommandsModel(ListUrl Url, IReadOnlyList<PullClient> Clients, PullClient Client, PullTarget Target, IReadOnlyList<PullStep> Steps)
{
    private const string ChartMediaTypes = "application/vnd.cncf.helm.";

    private static readonly PullClient[] All = Enum.GetValues<PullClient>();

    /// <summary>The token that was just made here; shown this once.</summary>
    public ShownToken? Token { get; init; }

    /// <param name="url">The page's state.</param>
    /// <param name="target">What is pulled.</param>
    /// <param name="artifact">What it is; null when that is not known.</param>
    /// <param name="user">Who signs in; null for a place to write the name.</param>
    internal static PullCommandsModel For(ListUrl url, PullTarget target, ArtifactView? artifact, string? user)
    {
        var clients = ClientsOf(artifact);
        var client = WireName.Read<PullClient>(url["client"]) is { } asked && clients.Contains(asked) ? asked : clients[0];
        return new PullCommandsModel(url, clients, client, target, [.. StepsOf(client, target, user ?? "USER")]);
    }

    // An engine cannot run a chart, and Helm cannot install an image.
    private static PullClient[] ClientsOf(ArtifactView? artifact) => artifact switch
    {
        null => All,
        _ when IsChart(artifact) => [PullClient.Helm, PullClient.Skopeo],
        { Config: null, Platforms.Count: 0 } => [PullClient.Skopeo],
        _ => [.. All.Where(client => client is not PullClient.Helm)],
    };

    private static bool IsChart(ArtifactView artifact) =>
        artifact.ArtifactType?.StartsWith(ChartMediaTypes, StringComparison.Ordinal) is true
        || artifact.Layers.Any(layer => layer.MediaType.StartsWith(ChartMediaTypes, StringComparison.Ordinal));

    private static IEnumerable<PullStep> StepsOf(PullClient client, PullTarget target, string user)
    {
        if (PullPreparation.For(client, target.Trust, target.Host) is { } preparation)
            yield return preparation;
        if (client is PullClient.Kubernetes)
        {
            if (target.NeedsLogin)
                yield return new PullStep(Key("Make the pull secret"), Key("the command"), PullCommandText.Secret(target, user)) { Note = Key("It ends with your token, and pulls what you may pull: for a trial of your own. Put your namespace for NAMESPACE.") };
            yield return new PullStep(Key("In the pod"), Key("the part of the pod"), PullCommandText.Pod(target));
            yield break;
        }

        if (target.NeedsLogin)
            yield return new PullStep(Key("Sign in, once"), Key("the sign-in"), PullCommandText.Login(client, target, user));
        yield return new PullStep(Key("Pull"), Key("the pull"), PullCommandText.Pull(client, target)) { Note = client is PullClient.Helm && target.Trust is Server.Images.HostTrust.PlainHttp ? Key("Needs Helm 3.18 or later.") : null };
    }
}
