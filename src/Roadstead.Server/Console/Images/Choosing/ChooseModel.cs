namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>The first half of choose image: which one.</summary>
/// <param name="For">What it is chosen for.</param>
/// <param name="Images">What the namespace may pull, and the list's state.</param>
public sealed record ChooseModel(ChooseFor For, ImagesModel Images);
