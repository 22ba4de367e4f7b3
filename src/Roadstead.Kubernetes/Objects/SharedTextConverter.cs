using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>
/// Reads texts that many objects have in common (images, nodes, phases) so that equal ones are one string. A bounded table with one place for each
/// hash: a newcomer takes the place, so nothing has to be forgotten and nobody can fill the memory.
/// </summary>
internal sealed class SharedTextConverter : JsonConverter<string>
{
    private const int Places = 8192;
    private const int MaxLength = 256;
    private static readonly string?[] Shared = new string?[Places];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Each byte is at most one char.
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (reader.TokenType != JsonTokenType.String || length > MaxLength)
        {
            return reader.GetString();
        }

        Span<char> buffer = stackalloc char[MaxLength];
        return Share(buffer[..reader.CopyString(buffer)]);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string Share(ReadOnlySpan<char> text)
    {
        ref var place = ref Shared[string.GetHashCode(text) & (Places - 1)];
        var found = Volatile.Read(ref place);
        if (found is not null && text.SequenceEqual(found))
        {
            return found;
        }

        var made = text.ToString();
        Volatile.Write(ref place, made);
        return made;
    }
}
