using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Roadstead.Server.Admission.Reviews;

/// <summary>
/// Goes forward through JSON and keeps the first thing that was not as it should be, so that reading can go on and the answer can say it.
/// Most of a review is skipped, and skipping is what this is written for: a reader of the framework looks at every token of a pod, this one only at what opens and closes
/// (bench/results/admission.md). What is read is read strictly; of what is skipped only the structure is looked at, for nothing in it decides.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> body)
{
    // Objects of Kubernetes are a dozen deep.
    private const int MaxDepth = 64;
    private static readonly SearchValues<byte> BehindLiterals = SearchValues.Create(",]} \t\r\n"u8);
    private static readonly SearchValues<byte> InNumbers = SearchValues.Create("0123456789+-.eE"u8);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> body = body;
    private int at;
    private int depth;
    private bool isFirst;
    private ReadOnlySpan<byte> name; // of the field, with its quotes

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>Before the first value.</summary>
    public void Start()
    {
        SkipWhiteSpace();
        if (at == body.Length) throw Broken("it is empty");
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        SkipWhiteSpace();
        if (at < body.Length) throw Broken("something follows its end");
    }

    public void Fail(string what) => Unreadable ??= what;

    /// <summary>Of a field that is there twice nobody knows which one counts.</summary>
    public void Once(ref SeenFields seen, int field, string path)
    {
        if (!seen.Add(field)) Fail($"{path} is there twice");
    }

    /// <summary>At a value: goes into an object. False for null, which Kubernetes reads like nothing, and for what is no object.</summary>
    public bool EnterObject(string path) => Enter((byte)'{', path, "no object");

    /// <summary>At a value: goes into a list. False for null and for what is no list.</summary>
    public bool EnterList(string path) => Enter((byte)'[', path, "no list");

    /// <summary>Goes to the next field's value; false at the end of the object, behind it.</summary>
    public bool NextField()
    {
        if (!Next((byte)'}')) return false;
        if (Peek() != '"') throw Broken("a field has no name");
        name = Quoted();
        SkipWhiteSpace();
        Expect((byte)':');
        SkipWhiteSpace();
        return true;
    }

    /// <summary>Goes into the next item that is an object; what is none is unreadable. False at the end of the list, behind it.</summary>
    public bool NextObject(string path)
    {
        while (Next((byte)']'))
        {
            if (Peek() == '{') return Enter((byte)'{', path, "");
            Fail($"{path} has an item that is no object");
            SkipValue();
        }

        return false;
    }

    /// <summary>Goes past the field's value, when that is an object in which this text stands nowhere; otherwise stays before it.</summary>
    public bool SkipsObjectWithout(ReadOnlySpan<byte> text)
    {
        if (Peek() != '{' || JsonSkip.End(body, at, MaxDepth - depth) is not (>= 0 and var end) || body[at..end].IndexOf(text) >= 0) return false;
        at = end;
        isFirst = false;
        return true;
    }

    /// <summary>Whether the field has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> expected) =>
        name[1..^1].SequenceEqual(expected) || (name.Contains((byte)'\\') && new Utf8JsonText(name).Is(expected));

    /// <summary>Goes past the field's value.</summary>
    public void SkipField() => SkipValue();

    /// <summary>The field's text; null for null and for what is no text.</summary>
    public string? Text(ref SeenFields seen, int field, string path)
    {
        Once(ref seen, field, path);
        if (Peek() != '"')
        {
            Refuse(path, "no text");
            return null;
        }

        var quoted = Quoted();
        return quoted.Contains((byte)'\\') ? new Utf8JsonText(quoted).Read() : Strict.GetString(quoted[1..^1]);
    }

    /// <summary>Whether the field's text is this one.</summary>
    public bool TextIs(ref SeenFields seen, int field, string path, string expected) => Text(ref seen, field, path) == expected;

    /// <summary>True or false; false for null and for what is neither.</summary>
    public bool Flag(ref SeenFields seen, int field, string path)
    {
        Once(ref seen, field, path);
        var rest = body[at..];
        if (rest.StartsWith("true"u8) || rest.StartsWith("false"u8))
        {
            var isTrue = rest[0] == 't';
            SkipValue();
            return isTrue;
        }

        Refuse(path, "neither true nor false");
        return false;
    }

    private static JsonException Broken(string why) => new(why + ".");

    private bool Enter(byte open, string path, string otherwise)
    {
        if (Peek() != open)
        {
            Refuse(path, otherwise);
            return false;
        }

        if (++depth > MaxDepth) throw Broken("it is too deep");
        at++;
        isFirst = true;
        return true;
    }

    // In an object or list: to the next member, or behind its end.
    private bool Next(byte close)
    {
        SkipWhiteSpace();
        var isEnd = Peek() == close;
        if (isEnd)
        {
            at++;
            depth--;
        }
        else if (!isFirst)
        {
            Expect((byte)',');
            SkipWhiteSpace();
        }

        isFirst = false;
        return !isEnd;
    }

    private void Refuse(string path, string why)
    {
        var isNull = body[at..].StartsWith("null"u8);
        if (!isNull) Fail($"{path} is {why}");
        SkipValue();
    }

    private void SkipValue()
    {
        switch (Peek())
        {
            case (byte)'"':
                Quoted();
                break;
            case (byte)'{' or (byte)'[':
                at = JsonSkip.End(body, at, MaxDepth - depth) is >= 0 and var end ? end : throw Broken("it ends too early, or is too deep");
                break;
            default:
                SkipLiteral();
                break;
        }

        isFirst = false;
    }

    private void SkipLiteral()
    {
        var rest = body[at..];
        var length = rest.IndexOfAny(BehindLiterals) is >= 0 and var end ? end : rest.Length;
        var literal = rest[..length];
        var isNumber = literal.Length > 0 && (literal[0] == '-' || char.IsAsciiDigit((char)literal[0])) && literal[1..].IndexOfAnyExcept(InNumbers) < 0;
        if (!isNumber && !literal.SequenceEqual("true"u8) && !literal.SequenceEqual("false"u8) && !literal.SequenceEqual("null"u8)) throw Broken("a value is no JSON");
        at += length;
    }

    // At a quote: the string with its quotes, and goes behind it.
    private ReadOnlySpan<byte> Quoted()
    {
        var end = at + 1;
        while (true)
        {
            var next = body[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0) throw Broken("a string has no end");
            end += next;
            if (body[end] == '"') break;
            end += 2; // whatever is escaped, it does not end the string
            if (end > body.Length) throw Broken("a string has no end");
        }

        var quoted = body[at..(end + 1)];
        at = end + 1;
        return quoted;
    }

    private readonly byte Peek() => at < body.Length ? body[at] : throw Broken("it ends too early");

    private void Expect(byte expected)
    {
        if (Peek() != expected) throw Broken($"'{(char)expected}' is missing");
        at++;
    }

    private void SkipWhiteSpace()
    {
        while (at < body.Length && body[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
    }
}
