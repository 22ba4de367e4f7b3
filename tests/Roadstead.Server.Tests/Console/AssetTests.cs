using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roadstead.Server.Console.Assets;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Tests.Console;

public sealed partial class AssetTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("src/Roadstead.Server/wwwroot/lib")]
    [InlineData("tests/Roadstead.EndToEnd.Tests/Assets")]
    public void Vendored_EveryFile_IsListedWithItsHashAndLicence(string folder)
    {
        var directory = Path.Combine(Root, folder);
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "assets.json")));
        var listed = new List<string> { "assets.json" };
        foreach (var row in list.RootElement.EnumerateArray())
        {
            var (file, licence) = (row.GetProperty("file").GetString()!, row.GetProperty("licenceFile").GetString()!);
            listed.AddRange([file, licence]);
            Assert.Equal(row.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(directory, file)))));
            Assert.All(["package", "version", "licence", "source"], name => Assert.NotEmpty(row.GetProperty(name).GetString()!));
        }

        var present = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(directory, f));
        Assert.Equal(listed.Order(), present.Order());
    }

    [Fact]
    public void Sprite_Icons_AreTheNamedOnes()
    {
        var sprite = System.Text.Encoding.UTF8.GetString(new AssetStore().Find("lib/tabler-icons/sprite.svg")!.Content);
        var symbols = Symbol().Matches(sprite).Select(m => m.Groups[1].Value);
        Assert.Equal(Enum.GetNames<IconName>().Select(IconId.Of).Order(StringComparer.Ordinal), symbols.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_AllFilesCompressed_StayWellBelowTheBudget()
    {
        var bytes = new AssetStore().All.Sum(a => a.Gzip.Length);
        Assert.InRange(bytes, 1, 150_000); // a page may weigh 250 KB with everything
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Get_KnownHash_IsKeptForeverInTheEncodingAskedFor(string accepted, string? encoding)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Encoding", accepted);
        using var answer = await client.GetAsync(new AssetStore().Url("console.css"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
    }

    [Fact]
    public async Task Get_OtherHash_IsAnsweredButNotKept()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/assets/0000000000000000/console.css", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Get_UnknownFile_IsNotFound()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/assets/0/..%2f..%2fProgram.cs", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Roadstead.slnx")))
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return directory.FullName;
    }

    [GeneratedRegex("<symbol id=\"([^\"]+)\"")]
    private static partial Regex Symbol();
}
