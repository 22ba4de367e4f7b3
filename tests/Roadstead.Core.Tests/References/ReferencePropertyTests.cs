using FsCheck;
using FsCheck.Fluent;
using Roadstead.Core.References;

namespace Roadstead.Core.Tests.References;

/// <summary>What holds for every text, on texts drawn at random.</summary>
public sealed class ReferencePropertyTests
{
    private const int Cases = 3000;

    // Texts of the grammar's own characters come near to references; wholly random ones hardly ever do.
    private static readonly Gen<string> NearlyReferences =
        from parts in Gen.Elements(
            "a", "B", "0", "reg.io", "docker.io", "localhost", "library", "team-a", "/", "/", "/", ":", "@", ".", "-", "_", "__", "--", "[::1]", "5000", "sha256:",
            new string('a', 64), new string('a', 250), "é", "\u212a", "\ud800", " ", "%2f", "..", "latest").ListOf()
        select string.Concat(parts);

    private static readonly Gen<string> Components = Gen.Elements("a", "team-a", "team-ab", "a.b", "a_b", "x--y", "0", "library", "docker.io");

    private static readonly Gen<string> References =
        from domain in Gen.Elements("", "docker.io/", "index.docker.io/", "reg.io/", "Reg.IO:443/", "localhost/", "[::1]:5000/", "FOO/", "a_b.com/")
        from path in Components.NonEmptyListOf()
        from tag in Gen.Elements("", ":1", ":Latest", ":_x")
        from digest in Gen.Elements("", "@sha256:" + new string('a', 64), "@sha512:" + new string('b', 128))
        select domain + string.Join('/', path.Take(6)) + tag + digest;

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Check(Gen.OneOf(NearlyReferences, ArbMap.Default.GeneratorFor<string>()), text =>
        {
            var ok = ImageReference.TryParse(text, out var reference, out var error);
            return ok == (reference is not null) && ok == (error is null);
        });

    [Fact]
    public void ToString_OfAnyReference_ParsesToTheSame() =>
        Check(Gen.OneOf(References, NearlyReferences), text =>
            !ImageReference.TryParse(text, out var reference)
            || (ImageReference.TryParse(reference.ToString(), out var again) && again == reference && again.ToString() == reference.ToString()));

    [Fact]
    public void Familiar_OfAnyReference_ParsesToTheSame() =>
        // A path on Docker Hub whose first component looks like a host has no short form: the library gives the ambiguous one as well.
        Check(References, text =>
            !ImageReference.TryParse(text, out var reference)
            || reference.Path.StartsWith("docker.io/", StringComparison.Ordinal) || reference.Path.StartsWith("library/docker.io", StringComparison.Ordinal)
            || (reference.Domain == "docker.io" && reference.Path.Split('/')[0].Contains('.'))
            || (ImageReference.TryParse(reference.Familiar, out var again) && again == reference));

    [Fact]
    public void References_OfTheGenerator_ParseMostly()
    {
        var parsed = Gen.Sample(References, 500).Count(text => ImageReference.TryParse(text, out _));
        Assert.InRange(parsed, 450, 500);
    }

    [Fact]
    public void TryParse_AnyReference_HasAPathOfTheRepositoryGrammar() =>
        Check(Gen.OneOf(References, NearlyReferences), text =>
            !ImageReference.TryParse(text, out var reference) || (RepositoryName.TryParse(reference.Path, out var name) && name.Value == reference.Path));

    [Fact]
    public void IsWithin_AnyNameAndPrefix_NeverCrossesASegment() =>
        Check(
            from name in Components.NonEmptyListOf()
            from prefix in Components.ListOf()
            select (name, prefix),
            pair =>
            {
                // By lists of segments, where nothing can be crossed.
                var expected = pair.prefix.Count <= pair.name.Count && pair.name.Take(pair.prefix.Count).SequenceEqual(pair.prefix);
                return RepositoryName.IsWithin(string.Join('/', pair.name), string.Join('/', pair.prefix)) == expected;
            });

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
}
