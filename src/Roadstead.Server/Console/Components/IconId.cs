using System.Text;

namespace Roadstead.Server.Console.Components;

/// <summary>From a name in code to the id of a symbol: <c>ShieldCheck</c> is <c>shield-check</c>, <c>Server2</c> is <c>server-2</c>.</summary>
internal static class IconId
{
    internal static string Of(string name)
    {
        var id = new StringBuilder();
        foreach (var c in name)
        {
            if (id.Length > 0 && (char.IsUpper(c) || char.IsDigit(c)))
                id.Append('-');
            id.Append(char.ToLowerInvariant(c));
        }

        return id.ToString();
    }
}
