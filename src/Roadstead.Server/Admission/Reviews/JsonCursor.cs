using System.Text.Json;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>Goes forward through JSON and keeps the first thing that was not as it should be, so that reading can go on and the answer can say it.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> body)
{
    // Objects of Kubernetes are a dozen deep.
    private const int MaxDepth = 64;

    private Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = MaxDepth });

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Unreadable { get; private set; }

    public void Start()
    {
        if (!reader.Read()) throw new JsonException("it is empty.");
    }

    /// <summary>Nothing may follow.</summary>
    public void End() => reader.Read();

    public void Fail(string what) => Unreadable ??= what;

    /// <summary>Of a field that is there twice nobody knows which one counts.</summary>
    public void Once(ref SeenFields seen, int field, string path)
    {
        if (!seen.Add(field)) Fail($"{path} is there twice");
        reader.Read();
    }

    /// <summary>At a value: goes into an object. False for null, which Kubernetes reads like nothing, and for what is no object.</summary>
    public bool EnterObject(string path) => Enter(JsonTokenType.StartObject, path, "no object");

    /// <summary>At a value: goes into a list. False for null and for what is no list.</summary>
    public bool EnterList(string path) => Enter(JsonTokenType.StartArray, path, "no list");

    /// <summary>The next field's name; false at the end of the object.</summary>
    public bool NextField() => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>The next item that is an object; what is none is unreadable. False at the end of the list.</summary>
    public bool NextObject(string path)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) return true;
            Fail($"{path} has an item that is no object");
            reader.Skip();
        }

        return false;
    }

    /// <summary>At a field's name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => reader.ValueTextEquals(name);

    /// <summary>At a field's name: goes past its value.</summary>
    public void SkipField() => reader.Skip();

    /// <summary>At a field's name: its text; null for null and for what is no text.</summary>
    public string? Text(ref SeenFields seen, int field, string path)
    {
        Once(ref seen, field, path);
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        Refuse(path, "no text");
        return null;
    }

    /// <summary>At a field's name: whether its text is this one.</summary>
    public bool TextIs(ref SeenFields seen, int field, string path, ReadOnlySpan<byte> text)
    {
        Once(ref seen, field, path);
        if (reader.TokenType == JsonTokenType.String) return reader.ValueTextEquals(text);
        Refuse(path, "no text");
        return false;
    }

    /// <summary>At a field's name: true or false; false for null and for what is neither.</summary>
    public bool Flag(ref SeenFields seen, int field, string path)
    {
        Once(ref seen, field, path);
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) return reader.TokenType == JsonTokenType.True;
        Refuse(path, "neither true nor false");
        return false;
    }

    private bool Enter(JsonTokenType start, string path, string otherwise)
    {
        if (reader.TokenType == start) return true;
        Refuse(path, otherwise);
        return false;
    }

    private void Refuse(string path, string why)
    {
        if (reader.TokenType != JsonTokenType.Null) Fail($"{path} is {why}");
        reader.Skip();
    }
}
