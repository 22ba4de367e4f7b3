using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Failures;

/// <summary>Six registries with an image each, all well at first.</summary>
internal sealed class Ward : IAsyncDisposable
{
    private readonly string password;
    private readonly TestCertificates trusted = new("Roadstead test CA");
    private readonly TestCertificates foreign = new("Somebody else's CA");
    private readonly List<IAsyncDisposable> parts = [];
    private readonly List<X509Certificate2> certificates = [];
    private DockerRegistryProcess? dead;
    private DockerRegistryProcess? untrusted;

    private Ward(string password) => this.password = password;

    public RegistryProxy Well { get; private set; } = null!;

    public RegistryProxy Slow { get; private set; } = null!;

    public RegistryProxy Garbage { get; private set; } = null!;

    public RegistryProxy LockedOut { get; private set; } = null!;

    /// <summary>How often the registry that refuses the login was sent one.</summary>
    public int LoginsTried
    {
        get
        {
            EnteredAtLastLook = LockedOut.Entered;
            return LockedOut.Requests.Count(request => request.Authorization is not null);
        }
    }

    public int EnteredAtLastLook { get; private set; }

    public static async Task<Ward> StartAsync(string password, CancellationToken cancellationToken)
    {
        var ward = new Ward(password);
        var guarded = await ward.RegistryAsync(new DockerRegistrySettings { Username = "roadstead", Password = password }, cancellationToken);
        ward.Well = ward.Keep(await RegistryProxy.StartAsync(guarded.Url));
        ward.Slow = ward.Keep(await RegistryProxy.StartAsync(guarded.Url));
        ward.Garbage = ward.Keep(await RegistryProxy.StartAsync(guarded.Url));
        ward.LockedOut = ward.Keep(await RegistryProxy.StartAsync(guarded.Url));
        ward.dead = await ward.RegistryAsync(new DockerRegistrySettings { Port = FreePort.Next() }, cancellationToken);
        ward.untrusted = await ward.RegistryAsync(new DockerRegistrySettings { Port = FreePort.Next(), Certificate = ward.Issue(ward.trusted) }, cancellationToken);
        return ward;
    }

    /// <summary>What integrates each of them.</summary>
    public IReadOnlyDictionary<string, object> Integrations() => new Dictionary<string, object>
    {
        ["well"] = Integration("well", Well.Url, login: true),
        ["slow"] = Integration("slow", Slow.Url, login: true),
        ["garbage"] = Integration("garbage", Garbage.Url, login: true),
        ["locked-out"] = Integration("locked-out", LockedOut.Url, login: true),
        ["dead"] = Integration("dead", dead!.Url, login: false),
        ["untrusted"] = Integration("untrusted", untrusted!.Url, login: false, trusted.AuthorityPem),
    };

    /// <summary>All but one fall ill.</summary>
    public async Task FallIllAsync(TimeSpan late, CancellationToken cancellationToken)
    {
        Slow.Instead = RegistryProxy.Late(late);
        Garbage.Instead = RegistryProxy.Garbage();

        // The password was changed at the registry: everything is asked for a login, and none is right.
        LockedOut.Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Test Realm\"";
            return context.Response.WriteAsync("""{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}""", context.RequestAborted);
        };
        await dead!.StopAsync();
        await untrusted!.StopAsync();
        parts.Add(await DockerRegistryProcess.StartAsync(untrusted.Settings with { Certificate = Issue(foreign) }, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts)
        {
            await part.DisposeAsync();
        }

        certificates.ForEach(certificate => certificate.Dispose());
        trusted.Dispose();
        foreign.Dispose();
    }

    private object Integration(string name, Uri url, bool login, string? caCertificate = null) => new
    {
        name,
        type = "docker-registry",
        url = url.GetLeftPart(UriPartial.Authority),
        username = login ? "roadstead" : null,
        password = login ? password : null,
        tls = caCertificate is null ? null : new { caCertificate },
        delivery = "gateway",
    };

    private async Task<DockerRegistryProcess> RegistryAsync(DockerRegistrySettings settings, CancellationToken cancellationToken)
    {
        var registry = Keep(await DockerRegistryProcess.StartAsync(settings, cancellationToken));
        using var images = registry.Images();
        await images.PushAsync("tools/app", "1", cancellationToken: cancellationToken);
        return registry;
    }

    private X509Certificate2 Issue(TestCertificates authority)
    {
        var certificate = authority.Issue();
        certificates.Add(certificate);
        return certificate;
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Add(part);
        return part;
    }
}
