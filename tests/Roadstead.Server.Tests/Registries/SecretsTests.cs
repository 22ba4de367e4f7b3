using System.Text;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class SecretsTests(RegistryFixture registries) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task A_registrys_password_is_found_in_no_reply_log_line_audit_row_or_file()
    {
        var replies = new StringBuilder();
        await using var host = await RoadsteadHost.StartAsync();
        await host.WorkspaceAsync("team");
        var body = RegistryCalls.Body("secretive", registries.Locked.Url, RegistryFixture.Username, RegistryFixture.Password);
        foreach (var (method, path, content) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/api/v1/registries/probe", body),
            (HttpMethod.Post, "/api/v1/registries", RegistryCalls.Body("secretive", registries.Open.Url, RegistryFixture.Username, RegistryFixture.Password)),
            (HttpMethod.Post, "/api/v1/registries", body),
            (HttpMethod.Patch, "/api/v1/registries/secretive", new { url = registries.Locked.Url, password = RegistryFixture.Password }),
            (HttpMethod.Patch, "/api/v1/registries/secretive", new { username = "nobody", password = RegistryFixture.Password }),
            (HttpMethod.Post, "/api/v1/registries/secretive/check", null),
            (HttpMethod.Get, "/api/v1/registries/secretive", null),
            (HttpMethod.Get, "/api/v1/registries", null),
            (HttpMethod.Get, "/api/v1/registries/secretive/identities", null),
            (HttpMethod.Get, "/api/v1/registries/secretive/impact?action=remove", null),
            (HttpMethod.Post, "/api/v1/workspaces/team/registries", body),
            (HttpMethod.Delete, "/api/v1/registries/secretive", null),
            (HttpMethod.Post, "/api/v1/workspaces/team/registries", body),
            (HttpMethod.Get, "/api/v1/audit?limit=500", null),
        })
            replies.AppendLine($"{await host.Admin.SendAsync(method, path, content)}");

        Assert.Contains("passwordChanged", replies.ToString());
        AssertClean(replies.ToString(), "the replies");
        AssertClean(string.Join('\n', host.Logs.Lines), "the log");
        foreach (var file in Directory.EnumerateFiles(host.DataDirectory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            AssertClean(Encoding.Latin1.GetString(await LivingFile.ReadAsync(file, TestContext.Current.CancellationToken)), file);
    }

    // As text, as UTF-16, as JSON and URLs write it, and as every base64 of "user:password" or the password alone.
    private static void AssertClean(string text, string where)
    {
        var utf8 = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(RegistryFixture.Password));
        string[] forms =
        [
            RegistryFixture.Password,
            utf8,
            "MARKED",
            Encoding.Latin1.GetString(Encoding.Unicode.GetBytes("MARKED+secret")),
            Uri.EscapeDataString(RegistryFixture.Password),
            System.Net.WebUtility.UrlEncode(RegistryFixture.Password),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(RegistryFixture.Password)).TrimEnd('=')[..20],
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistryFixture.Username}:{RegistryFixture.Password}")).TrimEnd('=')[^20..],
            Convert.ToHexString(Encoding.UTF8.GetBytes("MARKED")),
        ];
        Assert.All(forms, form => Assert.False(text.Contains(form, StringComparison.OrdinalIgnoreCase), $"'{form}' is in {where}."));
    }
}
