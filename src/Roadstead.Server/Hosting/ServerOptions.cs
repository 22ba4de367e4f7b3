using System.Globalization;
using System.Net;

namespace Roadstead.Server.Hosting;

/// <summary>The configuration of one server: environment variables, or the same keys in appsettings. Read and checked once, at start.</summary>
public sealed record ServerOptions
{
    /// <summary>Addresses to listen on. Default <c>http://127.0.0.1:8080</c>.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>PEM file of the certificate for https addresses; null for none.</summary>
    public string? TlsCertificateFile { get; init; }

    /// <summary>PEM file of its key; null for none.</summary>
    public string? TlsKeyFile { get; init; }

    /// <summary>Where clusters and clients reach this server: scheme, host and port, no path. Default: the first of <see cref="Urls"/>.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Where the admission webhooks listen, by https with Roadstead's own authority. Default <c>https://127.0.0.1:0</c>; port 0: one is picked and kept.</summary>
    public Uri WebhookListen { get; init; } = new("https://127.0.0.1:0");

    /// <summary>Directory of SQLite files, keys and caches, absolute. Default <c>./data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The key for secrets at rest as text; null: the key file, else one that is made in the data directory.</summary>
    public string? EncryptionKey { get; init; }

    /// <summary>A file that holds the key; null: see <see cref="EncryptionKey"/>.</summary>
    public string? EncryptionKeyFile { get; init; }

    /// <summary>Password of the first platform admin, used only while there is no user; null: one is generated.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>Networks allowed for platform registries and for API servers of clusters although refused by default.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Networks allowed for workspace registries although refused by default.</summary>
    public IReadOnlyList<IPNetwork> WorkspaceAllowedNetworks { get; init; } = [];

    /// <summary>Whether workspace registries may be in private ranges. Default true.</summary>
    public bool WorkspacePrivateNetworks { get; init; } = true;

    /// <summary>The gateway's <c>host[:port]</c>, lower case; the port is left out when it is the scheme's default.</summary>
    public string GatewayHost => PublicUrl.Authority.ToLowerInvariant();

    /// <summary>Reads and checks every key.</summary>
    /// <exception cref="ConfigurationException">A key has a value that cannot be used; the message names the key.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var urls = (Text(configuration, "ROADSTEAD_URLS") ?? "http://127.0.0.1:8080")
            .Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => Address("ROADSTEAD_URLS", text)).ToArray();
        if (urls.Length == 0) throw new ConfigurationException("ROADSTEAD_URLS names no address.");
        var certificate = Text(configuration, "ROADSTEAD_TLS_CERT");
        var key = Text(configuration, "ROADSTEAD_TLS_KEY");
        if (urls.Any(url => url.Scheme == Uri.UriSchemeHttps) && (certificate is null || key is null))
            throw new ConfigurationException("ROADSTEAD_URLS has an https address: give ROADSTEAD_TLS_CERT and ROADSTEAD_TLS_KEY (PEM files).");
        foreach (var (name, file) in new[] { ("ROADSTEAD_TLS_CERT", certificate), ("ROADSTEAD_TLS_KEY", key) })
        {
            if (file is not null && !File.Exists(file)) throw new ConfigurationException($"{name}: there is no file '{file}'.");
        }

        if (Text(configuration, "ROADSTEAD_DATABASE") is not null)
            throw new ConfigurationException("ROADSTEAD_DATABASE: this version stores in SQLite alone. Leave the key empty.");
        var publicUrl = Text(configuration, "ROADSTEAD_PUBLIC_URL") is { } text ? Address("ROADSTEAD_PUBLIC_URL", text) : urls[0];
        var webhooks = Address("ROADSTEAD_WEBHOOK_LISTEN", Text(configuration, "ROADSTEAD_WEBHOOK_LISTEN") ?? "https://127.0.0.1:0");
        if (webhooks.Scheme != Uri.UriSchemeHttps) throw new ConfigurationException($"ROADSTEAD_WEBHOOK_LISTEN has '{webhooks}': API servers call webhooks by https alone; write https://host:port.");
        return new ServerOptions
        {
            Urls = urls,
            TlsCertificateFile = certificate,
            TlsKeyFile = key,
            PublicUrl = publicUrl,
            WebhookListen = webhooks,
            DataDirectory = Path.GetFullPath(Text(configuration, "ROADSTEAD_DATA_DIR") ?? "./data"),
            EncryptionKey = Text(configuration, "ROADSTEAD_ENCRYPTION_KEY"),
            EncryptionKeyFile = Text(configuration, "ROADSTEAD_ENCRYPTION_KEY_FILE"),
            AdminPassword = Text(configuration, "ROADSTEAD_ADMIN_PASSWORD"),
            AllowedNetworks = Networks(configuration, "ROADSTEAD_ALLOWED_NETWORKS"),
            WorkspaceAllowedNetworks = Networks(configuration, "ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS"),
            WorkspacePrivateNetworks = (Text(configuration, "ROADSTEAD_WORKSPACE_PRIVATE_NETWORKS") ?? "allow") switch
            {
                "allow" => true,
                "deny" => false,
                var other => throw new ConfigurationException($"ROADSTEAD_WORKSPACE_PRIVATE_NETWORKS is '{other}': write allow or deny."),
            },
        };
    }

    private static string? Text(IConfiguration configuration, string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static Uri Address(string key, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery is not "/" || url.UserInfo.Length > 0)
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"{key} has '{text}': write http://host:port or https://host:port, without a path."));
        return url;
    }

    private static IPNetwork[] Networks(IConfiguration configuration, string key) =>
        [.. (Text(configuration, key) ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.TryParse(text, out var network)
                ? network
                : throw new ConfigurationException($"{key} has '{text}': write networks as CIDR, such as 10.0.0.0/8, separated by commas."))];
}
