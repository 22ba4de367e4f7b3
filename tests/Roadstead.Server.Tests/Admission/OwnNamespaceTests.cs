using System.Buffers.Text;
using System.Text;
using Roadstead.Kubernetes;
using Roadstead.Server.Admission.Webhooks;

namespace Roadstead.Server.Tests.Admission;

public sealed class OwnNamespaceTests
{
    [Theory]
    [InlineData("""{"kubernetes.io":{"namespace":"platform","serviceaccount":{"name":"roadstead"}}}""", "platform")]
    [InlineData("""{"kubernetes.io/serviceaccount/namespace":"platform"}""", "platform")]
    [InlineData("""{"kubernetes.io":{"namespace":"default"}}""", null)]
    [InlineData("""{"sub":"jane"}""", "roadstead")]
    [InlineData("""{"kubernetes.io":"platform"}""", "roadstead")]
    [InlineData("""{"kubernetes.io":{"namespace":7}}""", "roadstead")]
    [InlineData("""[]""", "roadstead")]
    [InlineData("nothing", "roadstead")]
    public void Of_Token_IsTheNamespaceOfItsAccount(string claims, string? expected) => Assert.Equal(expected, Of($"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig"));

    [Theory]
    [InlineData("opaque")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData(null)]
    public void Of_TokenThatTellsNone_IsTheDefault(string? token) => Assert.Equal("roadstead", Of(token));

    private static string? Of(string? token) => OwnNamespace.Of(new KubernetesEndpoint { Server = new Uri("https://127.0.0.1:1"), Token = token });
}
