using Microsoft.AspNetCore.Mvc;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Images.Choosing;

/// <summary>The address of the second half of choose image.</summary>
internal sealed record ChooseTagsQuery
{
    [FromRoute(Name = "cluster")] public required string Cluster { get; init; }

    [FromRoute(Name = "namespace")] public required string Namespace { get; init; }

    [FromQuery(Name = "image")] public string? Image { get; init; }

    [FromQuery(Name = ChooseFor.Field)] public string? For { get; init; }

    /// <summary>The search that led to the image, to go back to it.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }

    [FromQuery(Name = "show")] public string? Show { get; init; }

    [FromQuery(Name = "from")] public string? From { get; init; }

    [FromQuery(Name = ChooseTagsModel.Search)] public string? Tag { get; init; }

    [FromQuery(Name = ChooseTagsModel.Pin)] public string? Pin { get; init; }

    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    public ListUrl Url(string image) => new ListUrl(ConsolePaths.ChooseImage(Cluster, Namespace) + "/tags").With("image", image).With(ChooseFor.Field, For).With("q", Q).With("show", Show).With("from", From)
        .With(ChooseTagsModel.Search, Tag).With(ChooseTagsModel.Pin, Pin).With("cursor", Cursor);
}
