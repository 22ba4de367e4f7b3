namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>One cell of the truth matrix: one way of bringing one image into one namespace.</summary>
internal sealed record Cell(Standing Standing, ImageKind Image, Via Via, Presence Presence, PullSecretKind Secret, Maker Maker)
{
    /// <summary>Which images there are by which way; that of an unmanaged one is its own.</summary>
    public static IReadOnlyList<(ImageKind Image, Via Via)> Images { get; } =
    [
        .. from via in new[] { Via.Gateway, Via.TokenService, Via.Open }
           from image in new[] { ImageKind.Public, ImageKind.Private, ImageKind.UnknownSpace }
           select (image, via),
        (ImageKind.UnmanagedAllowed, Via.Unmanaged),
        (ImageKind.UnmanagedDenied, Via.Unmanaged),
    ];

    /// <summary>Every cell there is.</summary>
    public static IReadOnlyList<Cell> All { get; } =
    [
        .. from standing in Enum.GetValues<Standing>()
           from image in Images
           from presence in Enum.GetValues<Presence>()
           from secret in Enum.GetValues<PullSecretKind>()
           from maker in Enum.GetValues<Maker>()
           select new Cell(standing, image.Image, image.Via, presence, secret, maker),
    ];

    /// <summary>What the cell takes in each dimension; image and way are one.</summary>
    public IReadOnlyList<object> Values => [Standing, (Image, Via), Presence, Secret, Maker];
}
