using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images.Notes;

namespace Roadstead.Server.Console.Deployments;

/// <summary>The form that deploys an image, with what was typed.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Image">The image with tag or digest.</param>
public sealed record DeploymentFormModel(string Cluster, string Namespace, string? Image)
{
    public string? Name { get; init; }

    public string? Replicas { get; init; } = "1";

    public string? Port { get; init; }

    /// <summary>True: with a Service.</summary>
    public bool Service { get; init; }

    /// <summary>Variables, one a line.</summary>
    public string? Environment { get; init; }

    /// <summary>What there is to know of the image.</summary>
    public required ImageNotesModel Notes { get; init; }

    public Problem? Problem { get; init; }

    /// <summary>A name that the image suggests: its last part, in the letters that a deployment's name may have.</summary>
    internal static string SuggestedName(string? image)
    {
        var path = (image ?? "").Split('@')[0];
        var last = path[(path.LastIndexOf('/') + 1)..].Split(':')[0];
        var letters = new string([.. last.ToLowerInvariant().Select(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') ? letter : '-')]).Trim('-');
        return letters.Length > 63 ? letters[..63].Trim('-') : letters;
    }
}
