using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Roadstead.Server.Http;

namespace Roadstead.Server.Hosting;

/// <summary>The server, put together. The program runs it; tests run the same on a port of their own.</summary>
public static class RoadsteadServer
{
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static WebApplication Create(string[] arguments, Action<WebApplicationBuilder>? configure = null)
    {
        // The console's files lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        Log(builder.Logging);
        configure?.Invoke(builder);
        CheckLevels(builder.Configuration);
        var options = ServerOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        Listen(builder, options);
        AddHttp(builder.Services);
        Features.Add(builder.Services);

        var app = builder.Build();
        Features.Use(app);
        Features.Map(app);
        return app;
    }

    /// <summary>Runs it until it is told to end.</summary>
    /// <exception cref="ConfigurationException">It cannot start with what it was given.</exception>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e)
        {
            // What runs already ends with the app: a failure of its own it would be only while nobody had said that.
            app.Lifetime.StopApplication();
            if (ListenFailure.Reason(e) is not { } reason) throw;
            var urls = app.Services.GetRequiredService<ServerOptions>().Urls.Select(url => url.GetLeftPart(UriPartial.Authority));
            throw new ConfigurationException($"ROADSTEAD_URLS: cannot listen at {string.Join(", ", urls)} ({reason}).", e);
        }

        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static void Listen(WebApplicationBuilder builder, ServerOptions options)
    {
        var certificate = Certificate(options);

        // ASPNETCORE_URLS and the like do not count: ROADSTEAD_URLS is the one place.
        builder.WebHost.UseUrls([.. options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            if (certificate is not null) kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
        });
    }

    private static X509Certificate2? Certificate(ServerOptions options)
    {
        if (options is not { TlsCertificateFile: { } certificate, TlsKeyFile: { } key }) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // ArgumentException is what a key on an elliptic curve gets that belongs to another certificate.
            throw new ConfigurationException($"ROADSTEAD_TLS_CERT ('{certificate}') and ROADSTEAD_TLS_KEY ('{key}') are no certificate with its key, both as PEM: {e.Message}", e);
        }
    }

    private static void Log(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
        });

        // A line for each request and each SQL command tells an operator nothing; Logging__LogLevel__... turns them on.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

        // A change that lost a race is an answer (409), not a fault; one that is a fault is logged by who answers for it, once.
        logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
    }

    // The host would end with a trace that names the value and not the key.
    private static void CheckLevels(ConfigurationManager configuration)
    {
        var unknown = configuration.GetSection("Logging").AsEnumerable()
            .FirstOrDefault(setting => setting.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && setting.Value is { Length: > 0 } level && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _));
        if (unknown.Key is { } key)
            throw new ConfigurationException($"{key.Replace(":", "__", StringComparison.Ordinal)} is '{unknown.Value}': write {string.Join(", ", Enum.GetNames<LogLevel>())}.");
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-Roadstead-Antiforgery";
            antiforgery.Cookie.Name = "roadstead-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        services.AddApiDocument();
    }
}
