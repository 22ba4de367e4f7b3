using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Deployments;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Deployments;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Deployments;

/// <summary>Scales, restarts and deletes what was deployed from here.</summary>
internal static class DeploymentChangeEndpoints
{
    internal static void Map(RouteGroupBuilder deployment)
    {
        deployment.MapGet("/scale", ScaleFormAsync).RequireAccess(AccessRule.NamespaceEditor);
        deployment.MapPost("/scale", ScaleAsync).RequireAccess(AccessRule.NamespaceEditor);
        deployment.MapGet("/restart", (HttpContext http, string cluster, string @namespace, string name, IStringLocalizer<ConsoleText> t) => ConfirmResults.Ask(http, Restart(cluster, @namespace, name, t))).RequireAccess(AccessRule.NamespaceEditor);
        deployment.MapPost("/restart", RestartAsync).RequireAccess(AccessRule.NamespaceEditor);
        deployment.MapGet("/delete", (HttpContext http, string cluster, string @namespace, string name, IStringLocalizer<ConsoleText> t) => ConfirmResults.Ask(http, Delete(cluster, @namespace, name, t))).RequireAccess(AccessRule.NamespaceEditor);
        deployment.MapPost("/delete", DeleteAsync).RequireAccess(AccessRule.NamespaceEditor);
    }

    private static async Task<IResult> ScaleFormAsync(HttpContext http, string cluster, string @namespace, string name, DeploymentService deployments, CancellationToken cancellationToken)
    {
        var outcome = await deployments.GetAsync(cluster, @namespace, name, cancellationToken);
        return outcome.IsSuccess
            ? Page(new ScaleModel(cluster, @namespace, name, NumberText.Of(outcome.Value.Replicas)))
            : ConsoleResults.Problem(http, outcome.Problem);
    }

    private static async Task<IResult> ScaleAsync(HttpContext http, string cluster, string @namespace, string name, DeploymentService deployments, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var model = new ScaleModel(cluster, @namespace, name, form.Text("replicas"));
        var replicas = DeploymentPageEndpoints.Number(model.Replicas);
        if (new FieldErrors().Require(replicas is not null, "replicas", t["A whole number."]).ToProblem() is { } misfit)
            return Page(model with { Problem = misfit });
        var outcome = await deployments.EditAsync(cluster, @namespace, name, new EditDeployment(Replicas: replicas), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Deployment(cluster, @namespace, name), t["{0} is scaled.", name])
            : Page(model with { Problem = outcome.Problem });
    }

    private static async Task<IResult> RestartAsync(HttpContext http, string cluster, string @namespace, string name, DeploymentService deployments, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var outcome = await deployments.RestartAsync(cluster, @namespace, name, cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Deployment(cluster, @namespace, name), t["{0} is restarted.", name])
            : ConfirmResults.Ask(http, Restart(cluster, @namespace, name, t) with { Problem = outcome.Problem });
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, string cluster, string @namespace, string name, DeploymentService deployments, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var problem = ConfirmResults.NameProblem(form, name, t);
        if (problem is null)
        {
            var outcome = await deployments.DeleteAsync(cluster, @namespace, name, cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, ConsolePaths.DeploymentsOf(cluster, @namespace), t["{0} is deleted.", name]);
            problem = outcome.Problem;
        }

        return ConfirmResults.Ask(http, Delete(cluster, @namespace, name, t) with { Problem = problem });
    }

    private static ConfirmModel Restart(string cluster, string ns, string name, IStringLocalizer<ConsoleText> t) => new(
        t["Restart {0}?", name],
        t["Its pods are replaced one after another by new ones of the same image; the old ones stay until the new ones are ready."],
        ConsolePaths.RestartDeployment(cluster, ns, name),
        t["Restart"],
        ConsolePaths.Deployment(cluster, ns, name));

    private static ConfirmModel Delete(string cluster, string ns, string name, IStringLocalizer<ConsoleText> t) => new(
        t["Delete {0}?", name],
        t["The cluster ends its pods and removes its Service, where it has one. The image stays in its registry."],
        ConsolePaths.DeleteDeployment(cluster, ns, name),
        t["Delete"],
        ConsolePaths.Deployment(cluster, ns, name),
        TypeName: name);

    private static IResult Page(ScaleModel model) => ConsoleResults.Page<ScalePage, ScaleModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
