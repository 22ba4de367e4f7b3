namespace Roadstead.Testing.Harbor.Http;

/// <summary>One method of one path.</summary>
/// <param name="Method">GET and so on.</param>
/// <param name="Template">Path below /api/v2.0 with <c>{names}</c>.</param>
/// <param name="HandleAsync">Answers it.</param>
/// <param name="Since">Whether a release has it; null for all.</param>
/// <param name="Produces">Media types that it can answer with.</param>
internal sealed record HarborRoute(string Method, string Template, Func<HarborCall, Task<HarborAnswer>> HandleAsync, Func<HarborFeatures, bool>? Since, string[] Produces)
{
    public string[] Segments { get; } = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The values of the path's parameters; null when it is another path.</summary>
    /// <param name="segments">The path, split after it was decoded once.</param>
    public Dictionary<string, string>? Match(string[] segments)
    {
        if (segments.Length != Segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Length; i++)
        {
            if (Segments[i][0] == '{')
            {
                values[Segments[i][1..^1]] = Uri.UnescapeDataString(segments[i]);
            }
            else if (Segments[i] != segments[i])
            {
                return null;
            }
        }

        return values;
    }

    // A literal segment beats a parameter: /users/current is not a user.
    public int Literals => Segments.Count(segment => segment[0] != '{');
}
