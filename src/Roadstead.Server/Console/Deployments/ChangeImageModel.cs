using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images.Notes;

namespace Roadstead.Server.Console.Deployments;

/// <summary>The form that gives a deployment another image.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The deployment.</param>
/// <param name="Image">What was typed or chosen; at first what it runs.</param>
/// <param name="Problem">Why the last try failed.</param>
public sealed record ChangeImageModel(string Cluster, string Namespace, string Name, string? Image, Problem? Problem = null)
{
    /// <summary>What there is to know of the image.</summary>
    public required ImageNotesModel Notes { get; init; }
}
