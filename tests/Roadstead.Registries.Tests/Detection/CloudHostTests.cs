using System.Net;
using Roadstead.Registries.Auth;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Detection.Products;

namespace Roadstead.Registries.Tests.Detection;

/// <summary>Whose a host's name is, and whose it only looks like.</summary>
public sealed class CloudHostTests
{
    private static string? Product(string host, params string[] challenges) => new CloudRegistryMarks().ByAnswer(
        new VersionAnswer(HttpStatusCode.OK, new Uri($"https://{host}/v2/"), null, new Dictionary<string, string>(), Challenge.Parse(challenges), ""))?.Product;

    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-central-1.amazonaws.com", "Amazon ECR")]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "Amazon ECR")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "Amazon ECR")]
    [InlineData("public.ecr.aws", "Amazon ECR Public")]
    [InlineData("team.azurecr.io", "Azure Container Registry")]
    [InlineData("team.azurecr.cn", "Azure Container Registry")]
    [InlineData("europe-west1-docker.pkg.dev", "Google Artifact Registry")]
    [InlineData("eu.gcr.io", "Google Container Registry")]
    [InlineData("gcr.io", "Google Container Registry")]
    [InlineData("ghcr.io", "GitHub Packages")]
    [InlineData("registry-1.docker.io", "Docker Hub")]
    [InlineData("hub.docker.com", "Docker Hub")]
    [InlineData("team.tencentcloudcr.com", "Tencent Container Registry")]
    [InlineData("registry.cn-hangzhou.aliyuncs.com", "Alibaba Container Registry")]
    public void ByAnswer_HostOfACloud_IsKnown(string host, string product) => Assert.Equal(product, Product(host));

    [Theory]
    [InlineData("ec2-203-0-113-5.compute-1.amazonaws.com")]
    [InlineData("my-registry-1234.eu-central-1.elb.amazonaws.com")]
    [InlineData("notgcr.io")]
    [InlineData("ghcr.io.example.com")]
    [InlineData("docker.io.evil.com")]
    [InlineData("mydocker.io")]
    [InlineData("lb-1234.cn-hangzhou.alb.aliyuncs.com")]
    [InlineData("azurecr.io.example.com")]
    public void ByAnswer_HostThatLooksLikeOne_IsNot(string host) => Assert.Null(Product(host));

    [Theory]
    [InlineData("Bearer realm=\"https://auth.docker.io.evil.com/token\",service=\"x\"")]
    [InlineData("Bearer realm=\"https://auth.example.com/token\",service=\"registry.docker.io\"")]
    [InlineData("Basic realm=\"Registry Realm\"")]
    [InlineData("Bearer realm=\"https://auth.example.com/oauth2/token\",service=\"registry.example.com\"")]
    public void ByAnswer_ChallengeOfAPlainRegistry_IsNoClouds(string challenge) => Assert.Null(Product("registry.example.com", challenge));
}
