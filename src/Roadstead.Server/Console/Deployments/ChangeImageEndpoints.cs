using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images.Notes;
using Roadstead.Server.Deployments;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Deployments;

/// <summary>Gives a deployment another image.</summary>
internal static class ChangeImageEndpoints
{
    internal static async Task<IResult> FormAsync(
        HttpContext http, string cluster, string @namespace, string name, string? image, DeploymentService deployments, ImageNoteService notes, CancellationToken cancellationToken)
    {
        var outcome = await deployments.GetAsync(cluster, @namespace, name, cancellationToken);
        if (!outcome.IsSuccess)
            return ConsoleResults.Problem(http, outcome.Problem);
        var chosen = string.IsNullOrWhiteSpace(image) ? outcome.Value.Image : image.Trim();
        return Page(new ChangeImageModel(cluster, @namespace, name, chosen) { Notes = notes.Known(cluster, @namespace, chosen) });
    }

    internal static async Task<IResult> ChangeAsync(
        HttpContext http, string cluster, string @namespace, string name, DeploymentService deployments, ImageNoteService notes, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = new ChangeImageModel(cluster, @namespace, name, form.Text("image")) { Notes = notes.Known(cluster, @namespace, form.Text("image")) };

        // To the API an absent image is one that stays: here the form asks for nothing else.
        if (new FieldErrors().Require(model.Image is not null, "image", t["Name the image."]).ToProblem() is { } missing)
            return Page(model with { Problem = missing });
        var outcome = await deployments.EditAsync(cluster, @namespace, name, new EditDeployment(model.Image), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Deployment(cluster, @namespace, name), t["{0} gets its new image.", name])
            : Page(model with { Problem = outcome.Problem.BesideField(ErrorCodes.ImageNotAllowed, "image") });
    }

    private static IResult Page(ChangeImageModel model) =>
        ConsoleResults.Page<ChangeImagePage, ChangeImageModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
