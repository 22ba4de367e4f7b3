using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Errors;

namespace Roadstead.Server.Console;

/// <summary>The answers that console routes give.</summary>
internal static class ConsoleResults
{
    /// <summary>A whole page.</summary>
    internal static IResult Page<TPage, TModel>(TModel model, int status = StatusCodes.Status200OK)
        where TPage : ModelPage<TModel> => Render<TPage, TModel>(model, status);

    /// <summary>A page for a browser, the part of it that changes for htmx: one address, one model for both.</summary>
    internal static IResult Page<TPage, TFragment, TModel>(HttpContext http, TModel model, int status = StatusCodes.Status200OK)
        where TPage : ModelPage<TModel>
        where TFragment : ModelPage<TModel>
    {
        http.Response.Headers.AppendCommaSeparatedValues("Vary", "HX-Request-Type");
        return http.WantsFragment() ? Render<TFragment, TModel>(model, status) : Render<TPage, TModel>(model, status);
    }

    /// <summary>After a form: on to a page, with a word about what was done.</summary>
    internal static IResult Done(HttpContext http, string path, string notice)
    {
        new Notice(notice).Put(http);
        return GoTo(path);
    }

    /// <summary>On to a page, by GET.</summary>
    internal static IResult GoTo(string path) => new SeeOther(path);

    /// <summary>A problem as a page, or as a notice in the page that is open.</summary>
    internal static IResult Problem(HttpContext http, Problem problem) => Error(http, ErrorModel.From(problem));

    internal static IResult Error(HttpContext http, ErrorModel error)
    {
        if (!http.IsHtmx())
            return Render<ErrorPage, ErrorModel>(error, error.Status);
        http.Response.Headers["HX-Retarget"] = "#notices";
        http.Response.Headers["HX-Reswap"] = "beforeend";
        return Render<ErrorNotice, ErrorModel>(error, error.Status);
    }

    private static RazorComponentResult<TComponent> Render<TComponent, TModel>(TModel model, int status)
        where TComponent : ModelPage<TModel> =>
        new(new Dictionary<string, object?> { [nameof(ModelPage<>.Model)] = model }) { StatusCode = status, PreventStreamingRendering = true };

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
