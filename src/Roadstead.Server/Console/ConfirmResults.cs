using Microsoft.Extensions.Localization;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console;

/// <summary>The answers of routes that ask before they take something away.</summary>
internal static class ConfirmResults
{
    /// <summary>The question: a dialog in the page that is open, or a page of its own.</summary>
    internal static IResult Ask(HttpContext http, ConfirmModel model) =>
        ConsoleResults.Page<ConfirmPage, ConfirmDialog, ConfirmModel>(http, model, model.Problem?.Code.Status ?? StatusCodes.Status200OK);

    /// <summary>Who loses access, as the refusal of a change that was not acknowledged tells it; null for every other problem.</summary>
    internal static ImpactView? ImpactOf(Problem? problem) => problem?.Extensions?.GetValueOrDefault("impact") as ImpactView;

    /// <summary>A problem unless the name was typed; the browser checks it too, where it runs scripts.</summary>
    internal static Problem? NameProblem(IFormCollection form, string name, IStringLocalizer<ConsoleText> t) =>
        form["confirm"].ToString().Trim() == name ? null : Problem.ForField(ErrorCodes.ValidationFailed, "confirm", t["This is not the name. Type {0}.", name]);
}
