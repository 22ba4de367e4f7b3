using Microsoft.Extensions.Localization;
using Roadstead.Core.Errors;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.ManagedHarbors.Following;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>The form that changes a Harbor that Roadstead made.</summary>
internal static class EditHarborEndpoints
{
    internal static async Task<IResult> FormAsync(HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, CancellationToken cancellationToken)
    {
        var harbor = await harbors.GetAsync(new HarborKey(cluster, @namespace, name), cancellationToken);
        if (!harbor.IsSuccess)
            return ConsoleResults.Problem(http, harbor.Problem);
        return harbor.Value.MadeHere ? Page(HarborForm.Of(harbor.Value)) : ConsoleResults.Problem(http, new Problem(ErrorCodes.HarborNotMadeHere));
    }

    internal static async Task<IResult> EditAsync(
        HttpContext http, string cluster, string @namespace, string name, ManagedHarborService harbors, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        var key = new HarborKey(cluster, @namespace, name);
        var harbor = await harbors.GetAsync(key, cancellationToken);
        if (!harbor.IsSuccess)
            return ConsoleResults.Problem(http, harbor.Problem);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = await harbors.EditAsync(key, HarborForm.ToEdit(form, harbor.Value), cancellationToken);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.ManagedHarbor(cluster, @namespace, name), t["{0} is saved.", name])
            : Page(HarborForm.Again(HarborForm.Of(harbor.Value), form) with { Problem = outcome.Problem });
    }

    private static IResult Page(HarborFormModel model) =>
        ConsoleResults.Page<EditHarborPage, HarborFormModel>(model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);
}
