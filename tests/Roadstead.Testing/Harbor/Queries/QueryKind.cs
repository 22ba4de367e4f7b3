namespace Roadstead.Testing.Harbor.Queries;

/// <summary>How a value of q is written: plain, <c>~x</c>, <c>[a~b]</c>, <c>{a b}</c>, <c>(a b)</c>.</summary>
internal enum QueryKind
{
    Exact,
    Fuzzy,
    Range,
    Any,
    All,
}
