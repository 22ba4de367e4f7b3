using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Roadstead.Server.Http;

/// <summary>The place in a list where the next page begins: the keys of the last row, opaque to clients.</summary>
public static class Cursor
{
    public static string Encode(params string[] keys) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(keys));

    /// <summary>False when the text is no cursor; never throws.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out string[]? keys)
    {
        keys = null;
        if (text.Length is 0 or > 4096 || !Base64Url.IsValid(text)) return false;
        try
        {
            keys = JsonSerializer.Deserialize<string[]>(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
        }
        catch (JsonException)
        {
            return false;
        }

        return keys is { Length: > 0 } && !Array.Exists(keys, key => key is null);
    }
}
