using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.DockerRegistry;

/// <summary>A real registry whose token service is this process: the driver signs its own tokens and asks no realm.</summary>
public sealed class OwnTokenTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Driver_WithOwnTokens_ReadsWhatItsScopesAllow()
    {
        using var certificates = new TestCertificates();
        using var signer = certificates.IssueClient("roadstead-tokens");
        await using var registry = await DockerRegistryProcess.StartAsync(Settings(certificates), Cancelled);
        using var images = new TestImages(registry.Url, bearer: repository => Sign(signer, [$"repository:{repository}:pull,push"]));
        var pushed = await images.PushAsync("team-a/app", "v1", cancellationToken: Cancelled);
        var asked = new List<string>();
        await using var driver = Some.Driver(Some.Endpoint(registry.Url) with
        {
            OwnTokens = scopes =>
            {
                asked.AddRange(scopes);
                return Sign(signer, scopes);
            },
        });

        var identity = await driver.IdentifyAsync(Cancelled);
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);
        var artifact = await driver.ReadArtifactAsync(RepositoryName.Parse("team-a/app"), "v1", Cancelled);

        Assert.Equal(new Uri("http://127.0.0.1:1/token"), identity.TokenRealm);
        Assert.Equal("registry.test", identity.TokenService);
        Assert.DoesNotContain(signals, signal => signal.Ok == false);
        Assert.True(signals.Single(signal => signal.Name == SignalName.Login).Ok);
        Assert.True(signals.Single(signal => signal.Name == SignalName.Pull).Ok);
        Assert.Equal(pushed.Digest, artifact?.Digest.Value);
        Assert.Equal(["registry:catalog:*", "repository:team-a/app:pull"], asked.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CheckAsync_RegistryTrustsAnotherSigner_SaysSo()
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates("Another CA");
        using var signer = others.IssueClient("roadstead-tokens");
        await using var registry = await DockerRegistryProcess.StartAsync(Settings(certificates), Cancelled);
        await using var driver = Some.Driver(Some.Endpoint(registry.Url) with { OwnTokens = scopes => Sign(signer, scopes) });

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal(SignalReason.OwnTokenRejected, signals.Single(signal => signal.Name == SignalName.Login).Reason);
    }

    [Fact]
    public async Task ReadArtifactAsync_TokenWithoutTheScope_IsDenied()
    {
        using var certificates = new TestCertificates();
        using var signer = certificates.IssueClient("roadstead-tokens");
        await using var registry = await DockerRegistryProcess.StartAsync(Settings(certificates), Cancelled);
        await using var driver = Some.Driver(Some.Endpoint(registry.Url) with { OwnTokens = _ => Sign(signer, []) });

        var error = await Assert.ThrowsAsync<RegistryException>(() => driver.ReadArtifactAsync(Some.Repository, "v1", Cancelled));

        Assert.Equal(RegistryErrorCode.Denied, error.Code);
    }

    private static DockerRegistrySettings Settings(TestCertificates certificates) =>
        new() { TokenAuth = new DockerRegistryTokenAuth("http://127.0.0.1:1/token", "registry.test", "roadstead", certificates.AuthorityPem) };

    private static string Sign(X509Certificate2 signer, IReadOnlyList<string> scopes)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = Encode(new { alg = "RS256", typ = "JWT", x5c = new[] { Convert.ToBase64String(signer.RawData) } });
        var claims = Encode(new
        {
            iss = "roadstead",
            aud = "registry.test",
            exp = now + 300,
            nbf = now - 10,
            access = scopes.Select(scope => scope.Split(':')).Select(parts => new { type = parts[0], name = parts[1], actions = parts[2].Split(',') }),
        });
        using var key = signer.GetRSAPrivateKey()!;
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
