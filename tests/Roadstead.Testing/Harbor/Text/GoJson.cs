using System.Text;

namespace Roadstead.Testing.Harbor.Text;

/// <summary>What Go says of text that is no JSON, as far as its first characters tell.</summary>
internal static class GoJson
{
    public static string Why(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content).TrimStart();
        if (text.Length == 0)
        {
            return "unexpected end of JSON input";
        }

        var literal = text[0] switch { 'n' => "null", 't' => "true", 'f' => "false", _ => null };
        if (literal is not null)
        {
            for (var i = 1; i < literal.Length && i < text.Length; i++)
            {
                if (text[i] != literal[i])
                {
                    return $"invalid character '{text[i]}' in literal {literal} (expecting '{literal[i]}')";
                }
            }
        }

        return "{[\"-0123456789".Contains(text[0], StringComparison.Ordinal) || literal is not null ? "unexpected end of JSON input" : $"invalid character '{text[0]}' looking for beginning of value";
    }
}
