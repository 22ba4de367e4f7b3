using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Settings;
using Roadstead.Server.Admission;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Events;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images;
using Roadstead.Server.ManagedHarbors;
using Roadstead.Server.Overview;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Health;
using Roadstead.Server.Spaces.Sync;

namespace Roadstead.Server.Settings;

/// <summary>The settings in force, with their defaults and with what set them. They are read at start; nothing here changes one.</summary>
internal sealed class SettingsService(IConfiguration configuration, ServerOptions server, IServiceProvider services)
{
    /// <summary>The group of what has no section.</summary>
    public const string Server = "server";

    // Options hold no secrets. This is the net below, as in the audit.
    private static readonly string[] SecretWords = ["password", "secret", "key", "token"];

    public IReadOnlyList<SettingView> List() =>
    [
        .. OfServer(),
        .. OfSection<RegistriesOptions>(RegistriesOptions.Section), .. OfSection<RegistryHealthOptions>(RegistryHealthOptions.Section),
        .. OfSection<ImageOptions>(ImageOptions.Section), .. OfSection<EventOptions>(EventOptions.Section), .. OfSection<SpaceSyncOptions>(SpaceSyncOptions.Section),
        .. OfSection<PullIdentitiesOptions>(PullIdentitiesOptions.Section), .. OfSection<ClustersOptions>(ClustersOptions.Section), .. OfSection<AdmissionOptions>(AdmissionOptions.Section),
        .. OfSection<ManagedHarborsOptions>(ManagedHarborsOptions.Section), .. OfSection<OverviewOptions>(OverviewOptions.Section),
    ];

    private IEnumerable<SettingView> OfServer()
    {
        var none = ServerOptions.Read(new ConfigurationBuilder().Build());
        yield return Of("ROADSTEAD_URLS", Join(server.Urls), Join(none.Urls));
        yield return Of("ROADSTEAD_PUBLIC_URL", Text(server.PublicUrl), "the first of ROADSTEAD_URLS");
        yield return Of("ROADSTEAD_WEBHOOK_LISTEN", Text(server.WebhookListen), Text(none.WebhookListen));
        yield return Of("ROADSTEAD_TLS_CERT", server.TlsCertificateFile, null);
        yield return Of("ROADSTEAD_TLS_KEY", server.TlsKeyFile, null);
        yield return Of("ROADSTEAD_DATA_DIR", server.DataDirectory, "./data");
        yield return Of("ROADSTEAD_DATABASE", null, null, isSecret: true);
        yield return Of("ROADSTEAD_ENCRYPTION_KEY", null, null, isSecret: true);
        yield return Of("ROADSTEAD_ENCRYPTION_KEY_FILE", server.EncryptionKeyFile, "encryption-key in the data directory");
        yield return Of("ROADSTEAD_ADMIN_PASSWORD", null, null, isSecret: true);
        yield return Of("ROADSTEAD_ALLOWED_NETWORKS", Join(server.AllowedNetworks), null);
        yield return Of("ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS", Join(server.WorkspaceAllowedNetworks), null);
        yield return Of("ROADSTEAD_WORKSPACE_PRIVATE_NETWORKS", server.WorkspacePrivateNetworks ? "allow" : "deny", none.WorkspacePrivateNetworks ? "allow" : "deny");
    }

    private SettingView Of(string key, string? value, string? standard, bool isSecret = false) => new(Server, key, key, value, standard, SetBy(key), isSecret);

    private IEnumerable<SettingView> OfSection<T>(string section)
        where T : class, new()
    {
        var (now, standard) = (services.GetRequiredService<IOptions<T>>().Value, new T());
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var key = $"{section}:{property.Name}";
            var isSecret = SecretWords.Any(word => property.Name.Contains(word, StringComparison.OrdinalIgnoreCase));
            yield return new SettingView(
                section, key, key.Replace(":", "__", StringComparison.Ordinal), isSecret ? null : Text(property.GetValue(now)), isSecret ? null : Text(property.GetValue(standard)), SetBy(key), isSecret);
        }
    }

    // The last source that knows a key wins.
    private string? SetBy(string key) => (configuration as IConfigurationRoot)?.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out var value) && !string.IsNullOrWhiteSpace(value)) switch
    {
        null => null,
        EnvironmentVariablesConfigurationProvider => "environment",
        CommandLineConfigurationProvider => "command line",
        FileConfigurationProvider file => file.Source.Path,
        _ => "host",
    };

    private static string? Join<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : string.Join(", ", values.Select(value => Text(value)));

    private static string? Text(object? value) => value switch
    {
        null => null,
        Uri url => url.GetLeftPart(UriPartial.Authority),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
