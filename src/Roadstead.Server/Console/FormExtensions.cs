using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console;

/// <summary>What forms and addresses say, in the words of the services.</summary>
internal static class FormExtensions
{
    /// <summary>A field without the spaces around it; null when it is empty or absent.</summary>
    internal static string? Text(this IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A search box that is empty searches nothing.</summary>
    internal static ListQuery Whole(this ListQuery query) => query with { Q = string.IsNullOrWhiteSpace(query.Q) ? null : query.Q.Trim(), Cursor = string.IsNullOrEmpty(query.Cursor) ? null : query.Cursor };

    /// <summary>The list's state as an address.</summary>
    internal static ListUrl Url(this ListQuery query, string path) => new ListUrl(path).With("q", query.Q?.Trim()).With("cursor", query.Cursor);

    /// <summary>A problem that the API has no field for, because the address names the thing, beside the field of the form that does.</summary>
    internal static Problem BesideField(this Problem problem, ErrorCode code, string field) =>
        problem.Code == code && problem.Errors is null ? Problem.ForField(code, field, problem.Detail ?? problem.Code.Remedy) : problem;
}
