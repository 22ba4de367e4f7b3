using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Roadstead.Server.Http;

/// <summary>The login of an <c>Authorization: Basic</c> header. Its text never shows the secret.</summary>
/// <param name="User">The user name; not empty.</param>
/// <param name="Secret">The secret; may be empty.</param>
public sealed record BasicLogin(string User, string Secret)
{
    private const int MaxCharacters = 16 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False when the header is of another scheme or damaged; never throws.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out BasicLogin? login)
    {
        login = null;
        if (header is null || header.Length > MaxCharacters || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            var text = Strict.GetString(Convert.FromBase64String(header[6..].Trim()));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) return false;
            login = new BasicLogin(text[..colon], text[(colon + 1)..]);
            return true;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return false;
        }
    }

    public override string ToString() => $"{User}:***";
}
