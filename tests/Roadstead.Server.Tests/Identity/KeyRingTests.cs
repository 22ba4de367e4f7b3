using System.Net;
using Roadstead.Server.Storage.Secrets;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Identity;

/// <summary>The keys that sign sessions, and what becomes of the console without them.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TempDirectory directory = new();

    private string[] Keys => Directory.GetFiles(directory.File("keys"), "*.xml");

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("")] // as a file may be after a loss of power
    [InlineData("<key id=\"half of")]
    public async Task Key_Damaged_IsPutAsideAndPeopleSignIn(string content)
    {
        await using (var host = await RoadsteadHost.StartAsync(dataDirectory: directory.Path))
            await SignInPageAsync(host);
        var key = Assert.Single(Keys);
        await File.WriteAllTextAsync(key, content, TestContext.Current.CancellationToken);

        await using var again = await RoadsteadHost.StartAsync(dataDirectory: directory.Path);
        await SignInPageAsync(again);

        Assert.NotEqual(key, Assert.Single(Keys));
        Assert.Equal(content, await File.ReadAllTextAsync($"{key}.damaged", TestContext.Current.CancellationToken));
        Assert.Contains(again.Logs.Lines, line => line.StartsWith("Warning ", StringComparison.Ordinal) && line.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_UnderAnEncryptionKeyThatIsGone_IsReplacedAndPeopleSignIn()
    {
        var (old, next) = (EncryptionKey.Generate().ToBase64(), EncryptionKey.Generate().ToBase64());
        foreach (var keys in (string[])[old, $"{next},{old}", next])
        {
            await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["ROADSTEAD_ENCRYPTION_KEY"] = keys }, directory.Path);
            await SignInPageAsync(host);
        }

        Assert.Equal(2, Keys.Length);
    }

    [Fact]
    public async Task Key_OfTheStartBefore_IsKept()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var host = await RoadsteadHost.StartAsync(dataDirectory: directory.Path);
            await SignInPageAsync(host);
            Assert.Single(Keys);
        }
    }

    // Its form carries a token against forged requests, which the key signs.
    private static async Task SignInPageAsync(RoadsteadHost host)
    {
        using var answer = await host.Anonymous.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
