using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>Deletes a Harbor that Roadstead made, after it was shown who loses access.</summary>
internal static class DeleteHarborEndpoints
{
    private const string DeleteStorage = "deleteStorage";

    internal static Task<IResult> AskAsync(
        HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken) =>
        AskAsync(http, new HarborKey(cluster, @namespace, name), null, false, harbors, registries, t, cancellationToken);

    internal static async Task<IResult> DeleteAsync(
        HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, ManagedHarborDeletionService deletions, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var key = new HarborKey(cluster, @namespace, name);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var withStorage = form[DeleteStorage] == "true";
        var problem = ConfirmResults.NameProblem(form, name, t);
        if (problem is null)
        {
            var outcome = await deletions.DeleteAsync(key, withStorage, form.Text("acknowledge"), cancellationToken);
            if (outcome.IsSuccess)
                return ConsoleResults.Done(http, ConsolePaths.ManagedHarbors, t["{0} is being deleted.", name]);
            problem = outcome.Problem;
        }

        return await AskAsync(http, key, problem, withStorage, harbors, registries, t, cancellationToken);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, HarborKey key, Problem? problem, bool withStorage, ManagedHarborService harbors, RegistryReader registries, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var harbor = await harbors.GetAsync(key, cancellationToken);
        if (!harbor.IsSuccess)
            return ConsoleResults.Problem(http, harbor.Problem);
        if (!harbor.Value.MadeHere)
            return ConsoleResults.Problem(http, new Problem(ErrorCodes.HarborNotMadeHere));
        var impact = ConfirmResults.ImpactOf(problem) ?? await ImpactAsync(harbor.Value, registries, cancellationToken);
        return ConfirmResults.Ask(http, new ConfirmModel(
            t["Delete the Harbor {0}?", key.Name],
            harbor.Value.Registry is { } registry
                ? t["The operator takes it down. Nothing answers for the registry {0} any more; one that was made from it is unbound, with its bindings and pull identities, and its hosts stay denied until you forget them.", registry]
                : t["The operator takes it down, and what Roadstead made beside it goes as well."],
            ConsolePaths.ManagedHarbor(key.Cluster, key.Namespace, key.Name) + "/delete",
            t["Delete"],
            ConsolePaths.ManagedHarbor(key.Cluster, key.Namespace, key.Name),
            impact,
            key.Name,
            problem)
        {
            Option = new ConfirmOption(DeleteStorage, t["Delete its images as well"], t["Otherwise the volume stays, and a Harbor of the same name takes it up again."], withStorage),
        });
    }

    private static async Task<ImpactView?> ImpactAsync(ManagedHarborView harbor, RegistryReader registries, CancellationToken cancellationToken)
    {
        if (harbor.Registry is not { } registry)
            return null;
        var impact = await registries.GetImpactAsync(null, registry, "remove", cancellationToken);
        return impact.IsSuccess ? impact.Value : null;
    }
}
