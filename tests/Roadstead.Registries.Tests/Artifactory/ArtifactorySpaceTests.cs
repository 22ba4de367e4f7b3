using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Repositories as spaces: which are, what they include, and what Roadstead may do to them.</summary>
public sealed class ArtifactorySpaceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<string, RemoteSpace>> ListAsync(IRegistryDriver driver)
    {
        var spaces = new Dictionary<string, RemoteSpace>(StringComparer.Ordinal);
        await foreach (var space in driver.ListSpacesAsync(Cancelled))
        {
            spaces.Add(space.Name, space);
        }

        return spaces;
    }

    [Fact]
    public async Task ListSpacesAsync_RepositoriesForImages_AreSpacesOnceAndNothingElseIs()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync(
            "docker-local LOCAL Docker", "oci-local local oci", "hub REMOTE DOCKER", "fed FEDERATED Docker", "helm-local LOCAL Helm", "generic LOCAL Generic", "Docker-Upper LOCAL Docker");
        await using var driver = artifactory.Driver();

        var spaces = await ListAsync(driver);

        Assert.Equal(["docker-local", "fed", "hub", "oci-local"], spaces.Keys);
        Assert.All(spaces.Values, space => Assert.Null(space.Public));
        Assert.Equal(["hub"], spaces.Values.Where(space => space.IsProxyCache).Select(space => space.Name));
        Assert.Equal(["hub-cache"], spaces["hub"].Aliases);
        Assert.Empty(spaces["docker-local"].Aliases);
        Assert.Contains("GET /artifactory/api/repositories?packageType=docker", artifactory.Targets);
        Assert.Contains("GET /artifactory/api/repositories?packageType=oci", artifactory.Targets);
    }

    [Fact]
    public async Task ListSpacesAsync_VersionWithoutOci_ListsTheDockerOnes()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.On("GET /api/repositories", context => context.Request.Query["packageType"] == "oci"
            ? ScriptedArtifactory.WriteAsync(context, """{"errors":[{"status":400,"message":"Invalid package type"}]}""", 400)
            : ScriptedArtifactory.WriteAsync(context, """[{"key":"docker-local","type":"LOCAL","packageType":"Docker"}]""", 200));
        await using var driver = artifactory.Driver();

        Assert.Equal(["docker-local"], (await ListAsync(driver)).Keys);
    }

    [Fact]
    public async Task ListSpacesAsync_Virtual_IncludesItsMembers()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker VIRTUAL", "docker-local LOCAL", "hub REMOTE");
        artifactory.Json("GET /api/repositories/docker", """{"key":"docker","rclass":"virtual","packageType":"docker","repositories":["docker-local","hub","secret-local"],"defaultDeploymentRepo":"docker-local"}""");
        await using var driver = artifactory.Driver();

        var spaces = await ListAsync(driver);

        Assert.Equal(["docker-local", "hub", "secret-local"], spaces["docker"].Includes);
        Assert.False(spaces["docker"].IsProxyCache);
        Assert.Empty(spaces["hub"].Includes);
    }

    [Theory]
    [InlineData(400, "This REST API is available only in Artifactory Pro (see: jfrog.com/artifactory/features).")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "Repository docker does not exist")]
    [InlineData(200, null)]
    public async Task ListSpacesAsync_VirtualWhoseMembersAreNotTold_IncludesWhatNobodyHas(int status, string? message)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker VIRTUAL", "other VIRTUAL", "docker-local LOCAL");
        foreach (var key in new[] { "docker", "other" })
        {
            if (message is null)
            {
                artifactory.Json($"GET /api/repositories/{key}", """{"rclass":"virtual"}""");
            }
            else
            {
                artifactory.Fails($"GET /api/repositories/{key}", status, message);
            }
        }

        await using var driver = artifactory.Driver();

        var spaces = await ListAsync(driver);

        Assert.Equal([RemoteSpace.UnknownMember], spaces["docker"].Includes);
        Assert.Equal([RemoteSpace.UnknownMember], spaces["other"].Includes);
        Assert.NotNull(driver.As<ISpaceAdministration>()!.CheckName(RemoteSpace.UnknownMember));
    }

    [Fact]
    public async Task ListSpacesAsync_MembersCannotBeReadNow_Fails()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker VIRTUAL");
        artifactory.Fails("GET /api/repositories/docker", 500, "broken");
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.ServerError, (await Assert.ThrowsAsync<RegistryException>(() => ListAsync(driver))).Code);
    }

    private const string Storage = """
        {"binariesSummary":{"binariesCount":"125,726","binariesSize":"3.48 GB"},
         "repositoriesSummaryList":[
          {"repoKey":"docker-local","repoType":"LOCAL","filesCount":11,"usedSpace":"34.46 MB","usedSpaceInBytes":36138261,"packageType":"Docker"},
          {"repoKey":"oci-local","repoType":"LOCAL","filesCount":"1,100","usedSpace":"1,024.5 KB","packageType":"Oci"},
          {"repoKey":"hub-cache","repoType":"CACHE","usedSpace":"2 GB","packageType":"docker"},
          {"repoKey":"docker","repoType":"VIRTUAL","usedSpace":"9 GB","packageType":"Docker"},
          {"repoKey":"npm-local","repoType":"LOCAL","usedSpace":"7 GB","packageType":"Npm"},
          {"repoKey":"TOTAL","repoType":"NA","usedSpace":"18 GB","packageType":"Docker"}]}
        """;

    [Fact]
    public async Task Storage_BytesOrText_IsThatOfImagesAlone()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local", "oci-local LOCAL Oci", "hub REMOTE", "docker VIRTUAL");
        artifactory.Json("GET /api/storageinfo", Storage);
        await using var driver = artifactory.Driver();

        var spaces = await ListAsync(driver);
        var measured = await driver.MeasureStorageAsync(Cancelled);

        const long oci = (1024 * 1024) + 512;
        const long hub = 2L * 1024 * 1024 * 1024;
        Assert.Equal((36138261, oci, hub, null), (spaces["docker-local"].UsedBytes, spaces["oci-local"].UsedBytes, spaces["hub"].UsedBytes, spaces["docker"].UsedBytes));
        Assert.Equal(new StorageMeasurement(36138261 + oci + hub, StorageKind.Logical, null), measured);
    }

    [Fact]
    public async Task CheckName_Keys_AreWhatAnImageCanBeginWith()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        await using var driver = artifactory.Driver();
        var spaces = driver.As<ISpaceAdministration>()!;

        Assert.All(new[] { "docker-local", "a", "team.a_b-c", "123", new string('a', 64) }, name => Assert.Null(spaces.CheckName(name)));
        Assert.All(new[] { "", "Docker", "a/b", "-a", "a-", "a..b", "ü", "a b", new string('a', 65) }, name => Assert.NotNull(spaces.CheckName(name)));
    }

    [Fact]
    public async Task CreateSpaceAsync_FreeEdition_IsACapabilityThatIsMissing()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.Fails("PUT /api/repositories/new-local", 400, "This REST API is available only in Artifactory Pro (see: jfrog.com/artifactory/features). If you are already running Artifactory Pro please make sure your server is activated with a valid license key.\n");
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.Unsupported, (await Assert.ThrowsAsync<RegistryException>(() => driver.As<ISpaceAdministration>()!.CreateSpaceAsync("new-local", false, null, Cancelled))).Code);
    }

    [Fact]
    public async Task DeleteSpaceAsync_WhatHoldsSomethingOrIsNotRoadsteadsKind_Stays()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("full-local", "empty-local", "hub REMOTE", "docker VIRTUAL");
        artifactory.Json("GET /api/storage/full-local", """{"repo":"full-local","path":"/","children":[{"uri":"/.jfrog","folder":true},{"uri":"/team","folder":true}]}""");
        artifactory.Json("GET /api/storage/empty-local", """{"repo":"empty-local","path":"/","children":[{"uri":"/.jfrog","folder":true}]}""");
        artifactory.Json("DELETE /api/repositories/empty-local", "");
        await using var driver = artifactory.Driver();
        var spaces = driver.As<ISpaceAdministration>()!;

        foreach (var name in new[] { "full-local", "hub", "docker" })
        {
            Assert.Equal(RegistryErrorCode.Conflict, (await Assert.ThrowsAsync<RegistryException>(() => spaces.DeleteSpaceAsync(name, Cancelled))).Code);
        }

        Assert.DoesNotContain(artifactory.Targets, target => target.StartsWith("DELETE ", StringComparison.Ordinal));
        await spaces.DeleteSpaceAsync("empty-local", Cancelled);
        await spaces.DeleteSpaceAsync("gone-local", Cancelled);
        Assert.Equal(["DELETE /artifactory/api/repositories/empty-local"], artifactory.Targets.Where(target => target.StartsWith("DELETE ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FindSpaceAsync_NotSeen_IsAbsentToAnAdministratorAlone()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        await using var driver = artifactory.Driver();
        Assert.Null(await driver.As<ISpaceAdministration>()!.FindSpaceAsync("absent", Cancelled));
        Assert.Equal("docker-local", (await driver.As<ISpaceAdministration>()!.FindSpaceAsync("docker-local", Cancelled))!.Name);

        artifactory.Fails("GET /api/system/licenses", 403, "Forbidden");
        await using var user = artifactory.Driver();
        Assert.Equal(RegistryErrorCode.Denied, (await Assert.ThrowsAsync<RegistryException>(() => user.As<ISpaceAdministration>()!.FindSpaceAsync("absent", Cancelled))).Code);
    }
}
