using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Roadstead.Server.Http;

/// <summary>
/// Finds the query parameter that did not fit. Endpoints are generated at build time, and a generated one answers an optional
/// parameter that cannot be parsed with 400 and not a word, where a required one throws and is named.
/// </summary>
internal static class UnfitParameter
{
    private static readonly MethodInfo Parses = typeof(UnfitParameter).GetMethod(nameof(IsParsed), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Its name as the endpoint declares it; null when every parameter of the request fits.</summary>
    public static string? NameIn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().FirstOrDefault(parameter => parameter.HasTryParse && !Fits(context, parameter))?.Name;

    private static bool Fits(HttpContext context, IParameterBindingMetadata parameter)
    {
        var text = context.Request.Query[parameter.Name].ToString();
        var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType);
        return text.Length == 0 || type is null || (bool)Parses.MakeGenericMethod(type).Invoke(null, [text])!;
    }

    private static bool IsParsed<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
