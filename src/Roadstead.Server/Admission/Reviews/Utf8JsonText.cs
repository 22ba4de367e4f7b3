using System.Text.Json;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>A JSON string with its quotes, in which something is escaped: the framework reads it.</summary>
internal ref struct Utf8JsonText
{
    private Utf8JsonReader reader;

    /// <exception cref="JsonException">It is none.</exception>
    public Utf8JsonText(ReadOnlySpan<byte> quoted)
    {
        reader = new Utf8JsonReader(quoted);
        reader.Read();
    }

    public readonly bool Is(ReadOnlySpan<byte> text) => reader.ValueTextEquals(text);

    /// <exception cref="InvalidOperationException">It holds what is no text: broken UTF-8, or half of a surrogate pair.</exception>
    public readonly string? Read() => reader.GetString();
}
