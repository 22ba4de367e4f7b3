using System.Globalization;
using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Images.Notes;
using Roadstead.Server.Deployments;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Console.Deployments;

internal static class DeploymentPageEndpoints
{
    internal static async Task<IResult> ListAsync(
        HttpContext http, string cluster, string @namespace, [AsParameters] ListQuery query, Caller caller, DeploymentService deployments, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var page = await deployments.ListAsync(cluster, @namespace, query.Whole(), cancellationToken);
        if (!page.IsSuccess)
            return ConsoleResults.Problem(http, page.Problem);
        var url = query.Url(ConsolePaths.DeploymentsOf(cluster, @namespace));
        return ConsoleResults.Page<DeploymentsPage, DeploymentRows, DeploymentsModel>(
            http, new DeploymentsModel(cluster, @namespace, url, page.Value.Items, page.Value.NextCursor, page.Value.Total) { MayDeploy = deployments.MayDeploy(cluster, @namespace, caller) });
    }

    internal static IResult Form(string cluster, string @namespace, string? image, ImageNoteService notes) =>
        Page(new DeploymentFormModel(cluster, @namespace, image) { Name = DeploymentFormModel.SuggestedName(image), Notes = notes.Known(cluster, @namespace, image) });

    internal static async Task<IResult> DeployAsync(
        HttpContext http, string cluster, string @namespace, DeploymentService deployments, ImageNoteService notes, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = new DeploymentFormModel(cluster, @namespace, form.Text("image"))
        {
            Name = form.Text("name"),
            Replicas = form.Text("replicas"),
            Port = form.Text("port"),
            Service = form.Text("service") is not null,
            Environment = form.Text("env"),
            Notes = notes.Known(cluster, @namespace, form.Text("image")),
        };
        var variables = EnvironmentText.Read(model.Environment, out var line);
        var (replicas, port) = (Number(model.Replicas), Number(model.Port));
        var misfits = new FieldErrors()
            .Require(replicas is not null || model.Replicas is null, "replicas", t["A whole number."])
            .Require(port is not null || model.Port is null, "port", t["A whole number."])
            .Require(line is null, "env", t["One variable a line, as NAME=value, each once. This line is none: {0}", line ?? ""]);
        if (misfits.ToProblem() is { } misfit)
            return Page(model with { Problem = misfit });

        var outcome = await deployments.CreateAsync(cluster, @namespace, new CreateDeployment(model.Name, model.Image, replicas, port, variables) { Service = model.Service }, cancellationToken);
        if (outcome.IsSuccess)
            return ConsoleResults.Done(http, ConsolePaths.Deployment(cluster, @namespace, outcome.Value.Name), t["{0} is deployed.", outcome.Value.Name]);
        return Page(model with { Problem = outcome.Problem.BesideField(ErrorCodes.NameTaken, "name").BesideField(ErrorCodes.ImageNotAllowed, "image") });
    }

    /// <summary>The page, or its live part. A cluster that does not answer is no reason to stop asking.</summary>
    internal static async Task<IResult> ShowAsync(
        HttpContext http, string cluster, string @namespace, string name, Caller caller, DeploymentService deployments, CancellationToken cancellationToken)
    {
        var outcome = await deployments.GetAsync(cluster, @namespace, name, cancellationToken);
        if (!outcome.IsSuccess && outcome.Problem.Code != ErrorCodes.ClusterUnavailable)
            return ConsoleResults.Problem(http, outcome.Problem);
        var model = new DeploymentModel(cluster, @namespace, name, outcome.IsSuccess ? outcome.Value : null, outcome.Problem) 
        {
            IsUpdate = http.WantsFragment(),
            MayChange = deployments.MayDeploy(cluster, @namespace, caller),
        };
        return ConsoleResults.Page<DeploymentPage, DeploymentLive, DeploymentModel>(http, model);
    }

    internal static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IResult Page(DeploymentFormModel model) =>
        ConsoleResults.Page<DeploymentFormPage, DeploymentFormModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
