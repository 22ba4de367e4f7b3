using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Server.Tokens;

namespace Roadstead.Server.Tests.Tokens;

public sealed class SigningKeysTests
{
    private readonly MemoryStore store = new();
    private readonly SettableTime time = new();

    [Fact]
    public void Keys_MadeOnce_AreTheSameAfterARestart()
    {
        using var first = New();
        using var second = New();

        Assert.Equal(first.CertificatesPem(), second.CertificatesPem());
        Assert.Equal(1, store.Writes);
    }

    [Fact]
    public void Token_OfAnEarlierRun_IsRead_AndNoOther()
    {
        using var first = New();
        using var second = New();
        using var stranger = new SigningKeys(new MemoryStore(), time, NullLogger<SigningKeys>.Instance);
        var claims = new TokenClaims("gateway", "ns-1", null, []);
        var reader = new TokenSigner(second, time);

        Assert.True(reader.TryRead(new TokenSigner(first, time).Sign(claims), "gateway", out var read));
        Assert.Equal("ns-1", read.Subject);
        Assert.False(reader.TryRead(new TokenSigner(stranger, time).Sign(claims), "gateway", out _));
        Assert.False(reader.TryRead(new TokenSigner(first, time).Sign(claims with { Audience = "other" }), "gateway", out _));
        Assert.False(reader.TryRead("eyJhbGciOiJub25lIn0.e30.", "gateway", out _));
    }

    [Fact]
    public void Token_PastItsLife_IsNotRead()
    {
        using var keys = New();
        var signer = new TokenSigner(keys, time);
        var token = signer.Sign(new TokenClaims("gateway", "ns-1", null, []));

        time.Now += TokenSigner.Life - TimeSpan.FromSeconds(1);
        Assert.True(signer.TryRead(token, "gateway", out _));
        time.Now += TimeSpan.FromSeconds(1);
        Assert.False(signer.TryRead(token, "gateway", out _));
    }

    [Fact]
    public void Next_IsPublishedAYearBeforeItSigns()
    {
        using var keys = New();
        var old = keys.Current;

        time.Now += SigningKeys.Life - SigningKeys.PublishNextBefore + TimeSpan.FromDays(1);
        Assert.Equal(2, keys.All.Count);
        Assert.Same(old, keys.Current);
        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPem(keys.CertificatesPem());
        Assert.Equal(2, bundle.Count);

        time.Now += SigningKeys.PublishNextBefore - SigningKeys.SignWithNextBefore;
        Assert.NotSame(old, keys.Current);
        Assert.Equal(2, keys.All.Count);
    }

    private SigningKeys New() => new(store, time, NullLogger<SigningKeys>.Instance);

    private sealed class MemoryStore : ISigningKeyStore
    {
        private string? pem;

        public int Writes { get; private set; }

        public string? Read() => pem;

        public void Write(string text)
        {
            pem = text;
            Writes++;
        }
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
