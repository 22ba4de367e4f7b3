using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>The commands of the page, run as they stand there, with a token that was made there.</summary>
public sealed partial class PullCommandTests(PullWorld world) : IClassFixture<PullWorld>
{
    private const string Page = "/workspaces/blue/pull";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Ways { get; } = new()
    {
        { "vault", "team-a/app:v1" },
        { "trusting", "team-t/app:v1" },
        { "harbor", "alpha/app:v1" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Commands_OfPrivateImages_AreRunAsTheyStand(string registry, string image)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var token = await MakeTokenAsync(vic, $"{Page}?registry={registry}");
        foreach (var client in new[] { "skopeo", "podman" })
        {
            var commands = Commands(await vic.PageAsync($"{Page}?registry={registry}&image={Uri.EscapeDataString(image)}&client={client}"));
            Assert.Equal(3, commands.Count);
            Assert.All(commands, command => Assert.DoesNotContain(token, command, StringComparison.Ordinal));

            // Without the sign-in nothing is pulled, with it all is.
            var (refused, said) = await RunAsync(token, commands[2]);
            Assert.True(refused != 0, said);
            var (pulled, output) = await RunAsync(token, commands[1], commands[2]);
            Assert.True(pulled == 0, output);
        }
    }

    [Fact]
    public async Task Secret_OfKubernetes_HoldsTheTokenAndPullsTheImageOfThePod()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var token = await MakeTokenAsync(vic, $"{Page}?registry=harbor&client=kubernetes");
        var commands = Commands(await vic.PageAsync($"{Page}?registry=harbor&image=alpha%2Fapp%3Av1&client=kubernetes"));
        Assert.Equal(3, commands.Count);
        var image = commands[2].Split("image: ")[1];
        Assert.Matches("^imagePullSecrets:\n +- name: roadstead-personal\n", commands[2]);

        var (code, output) = await RunAsync(
            token,
            $"kubectl() {{ command {KubernetesPrograms.Find("kubectl")} \"$@\" --dry-run=client -o 'jsonpath={{.data.\\.dockerconfigjson}}'; }}",
            "set -o pipefail",
            $"{{ {commands[1]}; }} | base64 --decode > auth.json",
            $"skopeo copy --authfile auth.json --src-tls-verify=false docker://{image} dir:pulled");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Token_MadeBesideTheCommands_IsShownThereOnceWithItsEndAndStoresNothing()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var back = $"{Page}?client=podman&registry=vault";
        Assert.Equal(back, await vic.DoneAsync("/my/tokens", ("name", "laptop"), ("expiresInDays", "7"), ("back", back)));
        using var answer = await vic.GetAsync(back);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var page = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Matches(TokenText(), page);
        Assert.Contains("Ends <time datetime=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(TokenText(), await vic.PageAsync(back));
        Assert.Contains("laptop", await vic.PageAsync("/my/tokens"), StringComparison.Ordinal);

        Assert.Equal("/", await vic.DoneAsync("/my/tokens", ("name", "elsewhere"), ("expiresInDays", "7"), ("back", "//evil.example/")));
        var wrong = await vic.RefusedAsync(HttpStatusCode.UnprocessableEntity, "/my/tokens", ("name", ""), ("expiresInDays", "7"), ("back", back));
        Assert.Contains($"name=\"back\" value=\"{back}\"", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_EachWay_SaysWhereOnePullsFromAndWhatPodsWrite()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var gateway = world.Host.GatewayHost;
        Assert.Contains("You sign in at Roadstead's gateway", await vic.PageAsync($"{Page}?registry=vault"), StringComparison.Ordinal);

        var trusting = await vic.PageAsync($"{Page}?registry=trusting");
        Assert.Contains("You sign in at the registry itself", trusting, StringComparison.Ordinal);
        Assert.Contains($"--password-stdin {world.TrustingHost}\"", trusting, StringComparison.Ordinal);

        var harbor = await vic.PageAsync($"{Page}?registry=harbor");
        Assert.Contains("You have none there", harbor, StringComparison.Ordinal);
        Assert.Contains($"<code>{world.Harbor.Host}/alpha/app:TAG</code>", harbor, StringComparison.Ordinal);
        Assert.Contains($"docker pull {gateway}/harbor/alpha/app:TAG", harbor, StringComparison.Ordinal);

        // What is public in Harbor needs neither.
        var open = await vic.PageAsync($"{Page}?registry=harbor&image=everybody%2Fapp%3Av1&client=podman");
        var (code, output) = await RunAsync("none", Assert.Single(Commands(open)));
        Assert.True(code == 0, output);
        Assert.Contains(world.Harbor.Host, Commands(open)[0], StringComparison.Ordinal);

        var own = await vic.PageAsync($"{Page}?registry=w%2Ftools&client=skopeo");
        Assert.Contains("This registry is open", own, StringComparison.Ordinal);
        Assert.Contains($"docker://{world.OpenHost}/tools/curl:TAG", Assert.Single(Commands(own)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "podman", "/etc/containers/certs.d/")]
    [InlineData(false, "helm", "helm pull --ca-file ca.crt oci://")]
    [InlineData(true, "podman", "podman pull --tls-verify=false ")]
    [InlineData(true, "kubernetes", "skip_verify = true")]
    public async Task Host_WithACertificateOfItsOwn_ComesWithWhatTheClientHasToBeTold(bool skipVerify, string client, string text)
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Certificate = certificate }, Cancelled);
        var name = $"sealed-{client}-{(skipVerify ? "open" : "checked")}";
        object tls = skipVerify ? new { skipVerify } : new { caCertificate = authority.AuthorityPem };
        await world.PostAsync("/api/v1/workspaces/blue/registries", new { name, type = "docker-registry", url = registry.Url.ToString(), tls });
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.Contains(Commands(await vic.PageAsync($"{Page}?registry=w%2F{name}&client={client}")), command => command.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("team-ab/app:v1", HttpStatusCode.Forbidden, "not bound to the workspace")]
    [InlineData("Team-A/app", HttpStatusCode.UnprocessableEntity, "lower")]
    public async Task Image_ThatIsNotTheWorkspaces_IsRefusedBesideTheField(string image, HttpStatusCode status, string why)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        using var answer = await vic.GetAsync($"{Page}?registry=vault&image={Uri.EscapeDataString(image)}", asFragment: true);
        var part = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith("<div id=\"pull-part\"", part, StringComparison.Ordinal);
        Assert.Contains(why, part, StringComparison.Ordinal);
        Assert.Empty(Commands(part));
    }

    [Fact]
    public async Task Page_OfAnAdminWhoIsNoMember_SaysWhatTheirTokenPulls()
    {
        using var admin = await Person.AdminAsync(world.Host);
        Assert.Contains("You are no member of this workspace", await admin.PageAsync($"{Page}?registry=vault"), StringComparison.Ordinal);
    }

    private static async Task<string> MakeTokenAsync(Person person, string back)
    {
        await person.DoneAsync("/my/tokens", ("name", "pull"), ("expiresInDays", "1"), ("back", back));
        return TokenText().Match(await person.PageAsync(back)).Groups[1].Value;
    }

    private static List<string> Commands(string page) => [.. CommandBox().Matches(page).Select(match => match.Groups[1].Value)];

    /// <summary>Runs lines in bash, as a person would, in a home of its own.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(string token, params string[] lines)
    {
        using var home = new TempDirectory();
        var start = new ProcessStartInfo("/bin/bash", ["-e", "-c", $"podman() {{ command podman --root \"$HOME/root\" --runroot \"$HOME/run\" --storage-driver vfs \"$@\"; }}\n{string.Join('\n', lines)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home.Path,
        };
        (start.Environment["HOME"], start.Environment["REGISTRY_AUTH_FILE"], start.Environment["ROADSTEAD_TOKEN"]) = (home.Path, home.File("auth.json"), token);
        start.Environment.Remove("XDG_RUNTIME_DIR");

        // An older podman wants to find the file that the variable names.
        await File.WriteAllTextAsync(home.File("auth.json"), """{"auths":{}}""", Cancelled);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, string.Join('\n', lines) + "\n" + await output + await errors);
    }

    [GeneratedRegex("class=\"command copyable\"><code translate=\"no\">[^<]*</code><button [^>]*data-copy=\"(.*?)\" data-label", RegexOptions.Singleline)]
    private static partial Regex CommandBox();

    [GeneratedRegex("data-copy=\"(rst_[A-Za-z0-9_-]+)\"")]
    private static partial Regex TokenText();
}
