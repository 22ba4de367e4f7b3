using System.Text;

namespace Roadstead.EndToEnd.Tests.Secrets;

/// <summary>A secret whose traces are looked for, in every form that it takes on its way.</summary>
internal sealed class SecretMark
{
    private readonly List<(string Form, byte[] Bytes)> needles = [];

    /// <param name="name">What it is.</param>
    /// <param name="value">The secret as bytes.</param>
    public SecretMark(string name, byte[] value)
    {
        Name = name;
        needles.Add(("plain", value));
        needles.Add(("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(value))));
        needles.Add(("HEX", Encoding.ASCII.GetBytes(Convert.ToHexString(value))));
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Base64At(value, offset);
            needles.Add(($"base64 at {offset}", Encoding.ASCII.GetBytes(encoded)));
            needles.Add(($"base64url at {offset}", Encoding.ASCII.GetBytes(encoded.Replace('+', '-').Replace('/', '_'))));
        }
    }

    /// <param name="name">What it is.</param>
    /// <param name="text">The secret as text.</param>
    public SecretMark(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text))
    {
        needles.Add(("UTF-16", Encoding.Unicode.GetBytes(text)));
        needles.Add(("URL-encoded", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text))));
        needles.Add(("url-encoded", Encoding.ASCII.GetBytes(System.Net.WebUtility.UrlEncode(text))));
        needles.Add(("JSON", Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(text).Trim('"'))));
        needles.Add(("HTML", Encoding.UTF8.GetBytes(System.Net.WebUtility.HtmlEncode(text))));
    }

    public string Name { get; }

    /// <summary>The form in which it is in there; null when it is not.</summary>
    public string? FindIn(ReadOnlySpan<byte> text)
    {
        foreach (var (form, bytes) in needles)
        {
            if (text.IndexOf(bytes) >= 0)
            {
                return form;
            }
        }

        return null;
    }

    // Base64 of the secret behind so many other bytes, without the characters that these, or what follows, have a part in.
    private static string Base64At(byte[] value, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. value]);
        return text[(((offset * 8) + 5) / 6)..((offset + value.Length) * 8 / 6)];
    }
}
