namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>What an image is chosen for, and with it where a choice leads.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace that is to run it.</param>
/// <param name="Deployment">The deployment whose image changes; null for a new one.</param>
public sealed record ChooseFor(string Cluster, string Namespace, string? Deployment)
{
    /// <summary>The name of the value that carries <see cref="Deployment"/> in addresses.</summary>
    public const string Field = "for";

    public string Path => ConsolePaths.ChooseImage(Cluster, Namespace);

    /// <summary>The dialog, or the page, from its beginning.</summary>
    public string Start => ConsolePaths.ChooseImageFor(Cluster, Namespace, Deployment);

    /// <summary>The form that asks for the image.</summary>
    public string Back => Deployment is null ? ConsolePaths.Deploy(Cluster, Namespace) : ConsolePaths.ChangeImage(Cluster, Namespace, Deployment);

    /// <summary>The form with an image in it: where a choice leads without a script.</summary>
    public string Chosen(string reference) =>
        Deployment is null ? ConsolePaths.DeployImage(Cluster, Namespace, reference) : ConsolePaths.ChangeImageTo(Cluster, Namespace, Deployment, reference);
}
