using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Tests.Distribution;

public sealed class LinkHeaderTests
{
    private const string Catalog = "https://r/v2/_catalog?n=2";
    private const string Tags = "https://r/v2/r/tags/list?n=2";

    // The rows of the table of Link headers, in its order; the last column is the next request, null for none.
    [Theory]
    [InlineData(1, Catalog, "</v2/_catalog?last=team-a%2Fb%2Fc&n=2>; rel=\"next\"", "https://r/v2/_catalog?last=team-a%2Fb%2Fc&n=2")]
    [InlineData(2, "https://r/v2/_catalog?n=1&foo=bar", "</v2/_catalog?last=team-a%2Fapp&n=1>; rel=\"next\"", "https://r/v2/_catalog?last=team-a%2Fapp&n=1")]
    [InlineData(3, "https://r/v2/_catalog", "</v2/_catalog?last=bulk%2Fr00099&n=100>; rel=\"next\"", "https://r/v2/_catalog?last=bulk%2Fr00099&n=100")]
    [InlineData(4, "https://r/v2/_catalog?n=1000", "</v2/_catalog?last=bulk%2Fr00999&n=1000>; rel=\"next\"", "https://r/v2/_catalog?last=bulk%2Fr00999&n=1000")]
    [InlineData(5, Catalog, null, null)]
    [InlineData(6, "https://h/v2/hello-wrold/tags/list?n=10", "</v2/hello-wrold/tags/list?last=v10&n=10>; rel=\"next\"", "https://h/v2/hello-wrold/tags/list?last=v10&n=10")]
    [InlineData(7, "https://h/api/v2.0/quotas?page=2&page_size=1", "</api/v2.0/quotas?page=1&page_size=1>; rel=\"prev\" , </api/v2.0/quotas?page=3&page_size=1>; rel=\"next\"", "https://h/api/v2.0/quotas?page=3&page_size=1")]
    [InlineData(8, "https://quay.io/v2/invisionag/yet-another-cloudwatch-exporter/tags/list", "</v2/invisionag/yet-another-cloudwatch-exporter/tags/list?next_page=gAAAAABg1i7j-fQ%3D&n=50>; rel=\"next\"", "https://quay.io/v2/invisionag/yet-another-cloudwatch-exporter/tags/list?next_page=gAAAAABg1i7j-fQ%3D&n=50")]
    [InlineData(9, "https://quay.io/v2/coreos/etcd/tags/list", "<https://quay.io/v2/coreos/etcd/tags/list?next_page=gAAAAABYF4XlRL00%3D%3D&n=50>; rel=\"next\"", "https://quay.io/v2/coreos/etcd/tags/list?next_page=gAAAAABYF4XlRL00%3D%3D&n=50")]
    [InlineData(10, "https://quay.io/v2/keycloak/keycloak/tags/list?n=100", "</v2/keycloak/keycloak/tags/list?n=100&last=23.0.4-0>; rel=\"next\"", "https://quay.io/v2/keycloak/keycloak/tags/list?n=100&last=23.0.4-0")]
    [InlineData(11, "https://registry.access.redhat.com:443/v2/ubi8/ubi-minimal/tags/list", "</v2/ubi8/ubi-minimal/tags/list?n=100&last=8.7-1031-source>; rel=\"next\"", "https://registry.access.redhat.com/v2/ubi8/ubi-minimal/tags/list?n=100&last=8.7-1031-source")]
    [InlineData(12, "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/my-imgage-name/tags/list", "<https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/my-imgage-name/tags/list?last=LONGSTRINGWITHIDSANDSTUFF>; rel=\"next\"", "https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/my-imgage-name/tags/list?last=LONGSTRINGWITHIDSANDSTUFF")]
    [InlineData(13, "https://r/acr/v1/_catalog?n=1", "</acr/v1/_catalog?last=hello-world&n=1&orderby=>; rel=\"next\"", "https://r/acr/v1/_catalog?last=hello-world&n=1&orderby=")]
    [InlineData(14, "https://r/acr/v1/library%2Fhello-world/_manifests?n=1", "</acr/v1/library%2Fhello-world/_manifests?last=sha256%3A1b26&n=1&orderby=>; rel=\"next\"", "https://r/acr/v1/library%2Fhello-world/_manifests?last=sha256%3A1b26&n=1&orderby=")]
    [InlineData(15, "https://r/v2/_catalog", "</v2/_catalog?last=f35%2Fs2i-base&n=100>; rel=\"next\"", "https://r/v2/_catalog?last=f35%2Fs2i-base&n=100")]
    [InlineData(16, "https://art/v2/docker/renovate/renovate/tags/list?n=10000", "</v2/renovate/renovate/tags/list?last=10000&n=10000>; rel=\"next\"", "https://art/v2/docker/renovate/renovate/tags/list?n=10000&last=10000")]
    [InlineData(17, "http://nexus:5002/v2/renovate/renovate/tags/list?n=10000", "<http://nexus:5002/repository/docker-proxy-docker-hub/v2/renovate/renovate/tags/list?n=10000&last=32.209.0-slim>; rel=\"next\"", "http://nexus:5002/v2/renovate/renovate/tags/list?n=10000&last=32.209.0-slim")]
    [InlineData(18, "https://nexus:8087/v2/renovate/renovate/tags/list?n=10", "<https://nexus:8087/v2/renovate/renovate/tags/list?n=10&last=0.0.4-slim>; rel=\"next\"", "https://nexus:8087/v2/renovate/renovate/tags/list?n=10&last=0.0.4-slim")]
    [InlineData(20, "https://r/v2/x/tags/list", "<http://r/v2/x/tags/list?last=a&n=5>; rel=\"next\"", "https://r/v2/x/tags/list?last=a&n=5")]
    [InlineData(21, "http://example.com/TheBook/chapter3", "<http://example.com/TheBook/chapter2>; rel=\"previous\"; title=\"previous chapter\" , <http://example.com/TheBook/chapter4>; rel=\"next\"; title=\"next chapter\"", "http://example.com/TheBook/chapter4")]
    [InlineData(22, Tags, "</v2/r/tags/list?last=0.1.0&n=2>; rel=next", "https://r/v2/r/tags/list?last=0.1.0&n=2")]
    [InlineData(23, Tags, "</v2/r/tags/list?last=a,b&n=2>; rel=\"next\"", "https://r/v2/r/tags/list?last=a,b&n=2")]
    [InlineData(24, Tags, "</v2/r/tags/list?last=x&n=2>; rel=\"first next\"", "https://r/v2/r/tags/list?last=x&n=2")]
    [InlineData(25, Tags, "</v2/r/tags/list?last=x&n=2>; title=\"a;b\"; REL=\"NEXT\"", "https://r/v2/r/tags/list?last=x&n=2")]
    [InlineData(27, "https://r/v2/r/tags/list?n=2&last=x", "</v2/r/tags/list?n=2&last=x>; rel=\"next\"", "https://r/v2/r/tags/list?n=2&last=x")]
    [InlineData(28, "https://r/v2/app/referrers/sha256:bbbb?n=1", "</v2/app/referrers/sha256:bbbb?n=1&next=abc>; rel=\"next\"", "https://r/v2/app/referrers/sha256:bbbb?n=1&next=abc")]
    [InlineData(29, Tags, "<?last=x&n=2>; rel=\"next\"", "https://r/v2/r/tags/list?last=x&n=2")]
    [InlineData(30, Tags, "rel=\"next\"", null)]
    [InlineData(30, Tags, "<>; rel=\"next\"", null)]
    [InlineData(30, Tags, "<:::>; rel=\"next\"", null)]
    public void Next_HeaderSeenInTheWild_GivesTheNextRequest(int row, string request, string? link, string? next)
    {
        Assert.InRange(row, 1, 30);
        Assert.Equal(next, LinkHeader.Next(new Uri(request), link is null ? [] : [link])?.AbsoluteUri);
    }

    [Theory]
    [InlineData(19, Tags, "<http://169.254.169.254/latest/meta-data/>;rel=\"next\"")]
    [InlineData(0, Tags, "<https://evil.test/v2/r/tags/list>; rel=\"next\"")]
    [InlineData(0, Tags, "<//evil.test/v2/r/tags/list>; rel=\"next\"")]
    [InlineData(0, Tags, "<https://r:8443/v2/r/tags/list>; rel=\"next\"")]
    [InlineData(0, Tags, "<https://user:password@r/v2/r/tags/list>; rel=\"next\"")]
    public void Next_AnotherHost_IsRefused(int row, string request, string link)
    {
        var error = Assert.Throws<RegistryException>(() => LinkHeader.Next(new Uri(request), [link]));

        Assert.Equal(SignalReason.LinkRefused, error.Reason);
        Assert.True(row is 0 or 19);
    }

    [Fact]
    public void Next_TwoHeaderLines_TakesTheOneThatIsNext() =>
        Assert.Equal("https://r/b", LinkHeader.Next(new Uri("https://r/a"), ["</a>; rel=\"prev\"", "</b>; rel=\"next\""])?.AbsoluteUri);

    [Theory]
    [InlineData("<file:///etc/passwd>; rel=\"next\"")]
    [InlineData("<javascript:alert(1)>; rel=\"next\"")]
    [InlineData("</v2/r/tags/list?last=x; rel=\"next\"")]
    [InlineData("</v2/r/tags/list?last=x>; rel=\"prev\"")]
    [InlineData("</v2/r/tags/list?last=x>; title=\"rel=next\"")]
    [InlineData("</v2/r/tags/list?last=x>; title=\"unterminated; rel=next")]
    [InlineData("<<<>>>;;;===,,,\"\"\"")]
    public void Next_NoNextPage_IsNull(string link) => Assert.Null(LinkHeader.Next(new Uri(Tags), [link]));
}
