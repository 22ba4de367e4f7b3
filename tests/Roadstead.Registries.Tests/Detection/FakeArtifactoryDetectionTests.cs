using Roadstead.Core.Contracts.Registries;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Detection;

/// <summary>The fake Artifactory, however its proxy is set up: found by what it says to nobody, with the path of its API.</summary>
public sealed class FakeArtifactoryDetectionTests
{
    private static readonly FakeArtifactorySettings Small = new() { WithStorage = false };

    public static TheoryData<string, ArtifactoryEdition, ArtifactoryRootAnswer, bool, string> SetUps
    {
        get
        {
            var data = new TheoryData<string, ArtifactoryEdition, ArtifactoryRootAnswer, bool, string>();
            foreach (var version in new[] { "7.90.5", "6.23.41" })
            {
                foreach (var answer in Enum.GetValues<ArtifactoryRootAnswer>())
                {
                    data.Add(version, ArtifactoryEdition.Pro, answer, false, "/artifactory");
                }

                data.Add(version, ArtifactoryEdition.Pro, ArtifactoryRootAnswer.Registry, true, "/artifactory");
                data.Add(version, ArtifactoryEdition.Oss, ArtifactoryRootAnswer.NotFound, false, "/artifactory");
            }

            data.Add("7.90.5", ArtifactoryEdition.Jcr, ArtifactoryRootAnswer.Registry, false, "/artifactory");
            data.Add("6.23.41", ArtifactoryEdition.Pro, ArtifactoryRootAnswer.NotFound, false, "");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetUps))]
    public async Task DetectAsync_FakeArtifactory_IsOneAndSeesNoLogin(string version, ArtifactoryEdition edition, ArtifactoryRootAnswer answer, bool anonymous, string context)
    {
        await using var fake = await FakeArtifactory.StartAsync(Small with { Version = version, Edition = edition, RootAnswer = answer, AnonymousAccess = anonymous, ContextPath = context });
        fake.AddLocal("docker-local");

        foreach (var given in new[] { "", "/ui/native/docker-local/", $"{context}/webapp/#/home" })
        {
            var found = await Detecting.DetectAsync(fake.Root.GetLeftPart(UriPartial.Authority) + given, Some.Endpoint(fake.Root, new RegistryCredentials(fake.Admin.Username, "wrong")));

            Assert.Equal((RegistryType.Artifactory, version), (found.Identity!.Type!.Value, found.Identity.Version));
            Assert.Equal(fake.Root.GetLeftPart(UriPartial.Authority) + context, found.TextOf());
        }

        Assert.NotEmpty(fake.Calls);
        Assert.DoesNotContain(fake.Calls, call => call.HasCredentials);
    }

    [Fact]
    public async Task DetectAsync_PortOfOneRepository_LeadsToTheApi()
    {
        await using var fake = await FakeArtifactory.StartAsync(Small with { AccessMethod = ArtifactoryAccessMethod.Port, PortRepositories = ["docker-local"] });
        fake.AddLocal("docker-local");

        var found = await Detecting.DetectAsync($"http://{fake.HostOf("docker-local")}");

        Assert.Equal(RegistryType.Artifactory, found.Identity!.Type);
    }
}
