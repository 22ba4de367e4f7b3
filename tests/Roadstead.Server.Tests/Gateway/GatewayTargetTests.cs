using Roadstead.Server.Gateway;

namespace Roadstead.Server.Tests.Gateway;

public sealed class GatewayTargetTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("/v2", "Version", "", "")]
    [InlineData("/v2/", "Version", "", "")]
    [InlineData("/v2/?x=%2F", "Version", "", "")]
    [InlineData("/v2/_catalog?n=5", "Catalog", "", "")]
    [InlineData("/v2/a/tags/list", "Tags", "a", "")]
    [InlineData("/v2/w/blue/nexus/a/b/manifests/latest?ns=docker.io", "Manifest", "w/blue/nexus/a/b", "latest")]
    [InlineData("/v2/a/manifests/b/manifests/v1", "Manifest", "a/manifests/b", "v1")]
    [InlineData("/v2/a/manifests/" + Digest, "Manifest", "a", Digest)]
    [InlineData("/v2/a/blobs/" + Digest, "Blob", "a", Digest)]
    [InlineData("/v2/a/blobs/uploads/", "Upload", "a", "")]
    [InlineData("/v2/a/blobs/uploads/1234", "Upload", "a", "")]
    [InlineData("/v2/a/referrers/" + Digest, "Referrers", "a", Digest)]
    public void Parse_WellFormed_TakesItApart(string target, string operation, string name, string reference)
    {
        var (parsed, error) = GatewayTarget.Parse(target);

        Assert.Null(error);
        Assert.Equal((operation, name, reference), (parsed!.Operation.ToString(), parsed.Name, parsed.Reference));
    }

    [Theory]
    [InlineData("/v2/team-a%2Fapp/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/team-a%2fapp/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/te%61m-a/app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/open/../team-a/app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/open/./app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/open//app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2//app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/open\\app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/ünder/app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/Open/app/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/manifests/v1", "NAME_INVALID")]
    [InlineData("http://other.host/v2/a/manifests/v1", "NAME_INVALID")]
    [InlineData("/x/../v2/a/manifests/v1", "NAME_INVALID")]
    [InlineData("/v2/a/manifests/..", "TAG_INVALID")]
    [InlineData("/v2/a/manifests/", "TAG_INVALID")]
    [InlineData("/v2/a/manifests/sha256:abc", "DIGEST_INVALID")]
    [InlineData("/v2/a/blobs/v1", "DIGEST_INVALID")]
    [InlineData("/v2/a/nothing", "UNSUPPORTED")]
    [InlineData("", "NAME_INVALID")]
    public void Parse_WhatCouldBeReadInTwoWays_IsRefused(string target, string code)
    {
        var (parsed, error) = GatewayTarget.Parse(target);

        Assert.Null(parsed);
        Assert.Equal(code, error!.Code);
    }
}
