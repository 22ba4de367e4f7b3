using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Roadstead.Kubernetes.Configuration;

/// <summary>
/// YAML as plain maps, lists and texts. No object is ever made from what the text names, and whatever makes a short text large (aliases) or means more than it
/// says (tags, anchors, merge keys) is refused.
/// </summary>
internal static class YamlTree
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 20_000;

    /// <summary>A <c>Dictionary&lt;string, object?&gt;</c>, a <c>List&lt;object?&gt;</c> or a text; null for nothing.</summary>
    /// <exception cref="YamlException">It is no such YAML. The message holds a line number and nothing of the text.</exception>
    public static object? Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = Node(parser, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? root : throw Refused(parser, "holds more than one document");
        }
        catch (YamlException e) when (e.InnerException is not KubeconfigSyntax)
        {
            throw new YamlException($"is no valid YAML at line {e.Start.Line}");
        }
    }

    private static object? Node(IParser parser, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            throw Refused(parser, "is nested too deeply or too large");
        }

        if (parser.Accept<AnchorAlias>(out _) || (parser.Accept<NodeEvent>(out var node) && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
        {
            throw Refused(parser, "uses an anchor, an alias or a tag, which are refused");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar.IsPlainImplicit && scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" ? null : scalar.Value;
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new List<object?>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Node(parser, depth + 1, ref nodes));
            }

            return list;
        }

        parser.Consume<MappingStart>();
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(parser, depth + 1, ref nodes) as string ?? throw Refused(parser, "has a key that is no text");
            if (!map.TryAdd(key, Node(parser, depth + 1, ref nodes)))
            {
                throw Refused(parser, "names the same key twice in one place");
            }
        }

        return map;
    }

    private static YamlException Refused(IParser parser, string problem) =>
        new($"{problem} (line {parser.Current?.Start.Line ?? 0})", new KubeconfigSyntax());

    private sealed class KubeconfigSyntax : Exception;
}
