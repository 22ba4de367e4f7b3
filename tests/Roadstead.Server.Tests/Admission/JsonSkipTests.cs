using System.Text;
using System.Text.Json;
using Roadstead.Server.Admission.Reviews;

namespace Roadstead.Server.Tests.Admission;

public sealed class JsonSkipTests
{
    private const int MaxDepth = 64;

    [Theory]
    [InlineData("{}", 2)]
    [InlineData("{} ", 2)]
    [InlineData("[1,2]]", 5)]
    [InlineData("""{"a":"}"}""", 9)]
    [InlineData("""{"a":"\"}"}""", 11)]
    [InlineData("""{"a":"\\"}""", 10)]
    [InlineData("""{"a\\\"}":[{}]}x""", 15)]
    [InlineData("{", -1)]
    [InlineData("{\"", -1)]
    [InlineData("{\"\\", -1)]
    [InlineData("{[}", -1)]
    public void End_Text_IsBehindItsBracket(string text, int end) => Assert.Equal(end, JsonSkip.End(Encoding.UTF8.GetBytes(text), 0, MaxDepth));

    [Fact]
    public void End_TooDeep_IsNone()
    {
        var deep = Encoding.ASCII.GetBytes(new string('[', MaxDepth + 1) + new string(']', MaxDepth + 1));

        Assert.Equal(-1, JsonSkip.End(deep, 0, MaxDepth));
        Assert.Equal(deep.Length, JsonSkip.End(deep, 0, MaxDepth + 1));
    }

    /// <summary>At every place, and with everything that strings can hold, it ends where the framework's reader does.</summary>
    [Fact]
    public void End_RandomValues_AgreesWithTheFramework()
    {
        var random = new Random(20_261_121);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            Write(text, random, depth: 0);
            var value = text.ToString();
            var json = Encoding.UTF8.GetBytes($"{new string(' ', random.Next(70))}{value}{new string(random.Next(2) == 0 ? ' ' : '}', random.Next(70))}");
            var begin = Array.FindIndex(json, c => c is (byte)'{' or (byte)'[');
            var reader = new Utf8JsonReader(json.AsSpan(begin), isFinalBlock: false, default);
            Assert.True(reader.Read());
            Assert.True(reader.TrySkip());

            Assert.Equal(begin + (int)reader.BytesConsumed, JsonSkip.End(json, begin, MaxDepth));
        }
    }

    private static void Write(StringBuilder text, Random random, int depth)
    {
        var isObject = random.Next(2) == 0;
        text.Append(isObject ? '{' : '[');
        for (var i = random.Next(depth == 0 ? 12 : 4); i > 0; i--)
        {
            if (isObject) text.Append(String(random)).Append(':');
            if (depth < 6 && random.Next(2) == 0) Write(text, random, depth + 1);
            else text.Append(random.Next(2) == 0 ? String(random) : "-1.5e3");
            if (i > 1) text.Append(random.Next(3) == 0 ? " , " : ",");
        }

        text.Append(isObject ? '}' : ']');
    }

    private static string String(Random random) =>
        $"\"{string.Concat(Enumerable.Range(0, random.Next(random.Next(10) == 0 ? 90 : 6)).Select(_ => ((string[])["\\\"", "\\\\", "{", "}", "[", "]", "a", ":", ",", "é", "\\u007b"])[random.Next(11)]))}\"";
}
