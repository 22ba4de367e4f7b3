using Roadstead.Registries.Detection;

namespace Roadstead.Registries.Tests.Detection;

public sealed class PastedAddressTests
{
    private const string Digest = "sha256:6da3c0ffee6da3c0ffee6da3c0ffee6da3c0ffee6da3c0ffee6da3c0ffee1234";

    [Theory]
    [InlineData("registry.example.com", "https://registry.example.com/", "", false, false)]
    [InlineData(" https://harbor.example.com/harbor/projects/3/repositories ", "https://harbor.example.com/", "/harbor/projects/3/repositories", true, false)]
    [InlineData("https://art.example.com/artifactory/webapp/#/home", "https://art.example.com/", "/artifactory/webapp", true, false)]
    [InlineData("https://art.example.com/ui/native/docker-local/?x=1", "https://art.example.com/", "/ui/native/docker-local", true, false)]
    [InlineData("registry.example.com/v2/_catalog", "https://registry.example.com/", "/v2/_catalog", false, false)]
    [InlineData("https://quay.io/repository/x/y", "https://quay.io/", "/repository/x/y", true, false)]
    [InlineData("http://registry.example.com:5000/", "http://registry.example.com:5000/", "", true, false)]
    [InlineData("localhost:5000", "https://localhost:5000/", "", false, false)]
    [InlineData("art.example.com/docker-local/team/app:1", "https://art.example.com/", "", false, true)]
    [InlineData("registry:5000/team/app:1.0", "https://registry:5000/", "", false, true)]
    [InlineData("registry.example.com/team/app@" + Digest, "https://registry.example.com/", "", false, true)]
    [InlineData("registry.example.com/team/app:1@" + Digest, "https://registry.example.com/", "", false, true)]
    [InlineData("docker://registry.example.com/team/app:1", "https://registry.example.com/", "", false, true)]
    [InlineData("docker pull registry.example.com/team/app:1", "https://registry.example.com/", "", false, true)]
    [InlineData("$ sudo docker pull --platform linux/amd64 registry.example.com:5000/app", "https://registry.example.com:5000/", "", false, true)]
    [InlineData("podman pull docker://registry.example.com/app:1", "https://registry.example.com/", "", false, true)]
    [InlineData("docker pull nginx:1.27", "https://docker.io/", "", false, true)]
    [InlineData("docker pull team/app", "https://docker.io/", "", false, true)]
    [InlineData("docker login registry.example.com", "https://registry.example.com/", "", false, true)]
    [InlineData("helm pull oci://registry.example.com/charts/app --version 1.2.3", "https://registry.example.com/", "", false, true)]
    public void TryParse_WhatPeoplePaste_IsRead(string text, string root, string path, bool scheme, bool image)
    {
        Assert.True(PastedAddress.TryParse(text, out var address, out _));
        Assert.Equal((root, path, scheme, image), (address.Root.AbsoluteUri, address.Path, address.HasScheme, address.IsImage));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("ftp://registry.example.com")]
    [InlineData("registry example com")]
    [InlineData("https://registry.example.com\\x")]
    [InlineData("https://registry.example.com\r\nHost: x")]
    [InlineData("docker pull")]
    [InlineData("docker ps -a")]
    public void TryParse_NoAddress_SaysWhatOneIs(string? text)
    {
        Assert.False(PastedAddress.TryParse(text, out _, out var error));
        Assert.Contains("https://", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://bob:hunter2@registry.example.com")]
    [InlineData("bob:hunter2@registry.example.com/team/app:1")]
    [InlineData("https://bob:12/hunter2@registry.example.com")]
    [InlineData("https://bob:12#hunter2@registry.example.com")]
    [InlineData("https://bob:12?hunter2@registry.example.com")]
    [InlineData("docker login -u bob -p hunter2.x registry.example.com")]
    [InlineData("docker login registry.example.com --username bob --password=hunter2")]
    [InlineData("skopeo inspect --creds bob:hunter2 docker://registry.example.com/app")]
    [InlineData("skopeo copy --src-creds bob:hunter2 docker://registry.example.com/app dir:/tmp")]
    [InlineData("oras pull --identity-token hunter2.x registry.example.com/app:1")]
    public void TryParse_WithALogin_IsRefusedWithoutRepeatingIt(string text)
    {
        Assert.False(PastedAddress.TryParse(text, out _, out var error));
        Assert.Equal("Leave the login out of the address: it has fields of its own.", error);
    }

    [Theory]
    [InlineData("", "/artifactory|")]
    [InlineData("/artifactory", "/artifactory|")]
    [InlineData("/artifactory/webapp", "/artifactory|")]
    [InlineData("/artifactory/api/docker/docker-local/v2", "/artifactory|")]
    [InlineData("/ui/native/docker-local", "/artifactory|")]
    [InlineData("/repo/webapp", "/repo|/artifactory|")]
    [InlineData("/tools/artifactory/api/system/ping", "/tools/artifactory|/tools|/artifactory|")]
    [InlineData("/jfrog", "/jfrog|/artifactory|")]
    [InlineData("/harbor/projects", "/artifactory|")]
    [InlineData("/webapp", "/artifactory|")]
    [InlineData("/a%2f..%2fb", "/artifactory|")]
    public void Of_Path_GivesWhereArtifactoryMayBe(string path, string bases) => Assert.Equal(bases.Split('|'), ArtifactoryBases.Of(path));
}
