using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Testing.Artifactory;

/// <summary>How a fake Artifactory is set up.</summary>
public sealed record FakeArtifactorySettings
{
    /// <summary>Release that it pretends to be, <c>major.minor.patch</c>: 6.x or 7.x.</summary>
    public string Version { get; init; } = "7.90.5";

    public ArtifactoryEdition Edition { get; init; } = ArtifactoryEdition.Pro;

    /// <summary>Loopback port; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Server certificate with its private key; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether a real docker-registry keeps what is pushed, started with the first call that needs it; false serves only what <see cref="FakeArtifactory.AddRepository"/> put in and what remote repositories fetched.</summary>
    public bool WithStorage { get; init; } = true;

    /// <summary>Whether a call without credentials is the user <c>anonymous</c>, who may read everything until a test changes that.</summary>
    public bool AnonymousAccess { get; init; }

    public ArtifactoryAccessMethod AccessMethod { get; init; } = ArtifactoryAccessMethod.RepositoryPath;

    /// <summary>Base host of the subdomain method, without a port: <c>key.art.example.com</c> is the repository <c>key</c>.</summary>
    public string? SubdomainBase { get; init; }

    /// <summary>Whether <c>/v2/...</c> of a subdomain is answered by a redirect to the repository's API at the main host.</summary>
    public bool SubdomainRedirects { get; init; }

    /// <summary>Keys of the repositories that have a listener of their own, with the port method; <see cref="FakeArtifactory.HostOf"/> says where.</summary>
    public IReadOnlyList<string> PortRepositories { get; init; } = [];

    /// <summary>What <c>/v2/</c> of the main host says; null is the registry with the path method, else 404.</summary>
    public ArtifactoryRootAnswer? RootAnswer { get; init; }

    /// <summary>Path of the REST API, <c>/artifactory</c>; empty only in exotic set-ups of 6.x.</summary>
    public string ContextPath { get; init; } = "/artifactory";

    /// <summary>Address with context path that it gives as its own in realms and links; null follows the Host header, or the proxy's override header.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Says 404 where it would say 403 (<c>hideUnauthorizedResources</c>).</summary>
    public bool HideUnauthorizedResources { get; init; }

    /// <summary>The real bug: the Link header of catalog and tags leaves the repository key out.</summary>
    public bool CatalogLinkDropsKey { get; init; } = true;

    /// <summary>Entries of a catalog or tags page when the caller names no number; null is 100 before 7, everything since.</summary>
    public int? PageSize { get; init; }

    /// <summary>Most entries of a page whatever the caller asks for; null sets no limit.</summary>
    public int? MaxPageSize { get; init; }

    /// <summary>Whether catalog and tags of a remote repository come from its cache (<c>artifactory.docker.catalogs.tags.fallback.fetch.remote.cache</c>).</summary>
    public bool RemoteListsFromCache { get; init; }

    /// <summary>Whether blobs are elsewhere: answered by a redirect to <c>localhost</c>, another host to a client, that refuses credentials.</summary>
    public bool RedirectsBlobs { get; init; }

    /// <summary>Whether 7.x has only the old token endpoint, as before 7.21.</summary>
    public bool OldTokenEndpointOnly { get; init; }

    /// <summary>Whether the services beside Artifactory (<c>/access</c>, <c>/event</c>) take user and password at all. Releases were seen that take bearer tokens alone, even of a token as the password of Basic.</summary>
    public bool ServicesTakeBasic { get; init; } = true;

    /// <summary>Whether tokens may be made with user and password, or only with another token.</summary>
    public bool TokensByBasic { get; init; } = true;

    /// <summary>Tokens that live shorter are not stored: neither listed nor revocable. The real default: 3 hours.</summary>
    public TimeSpan RevocableTokenLife { get; init; } = TimeSpan.FromSeconds(10_800);

    /// <summary>How long a token lives when nothing is said. The real default: a year.</summary>
    public TimeSpan DefaultTokenLife { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a token of the docker API's token endpoint lives.</summary>
    public TimeSpan DockerTokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether API keys still work; they can be switched off from 7.107 on.</summary>
    public bool ApiKeys { get; init; } = true;

    /// <summary>How long the first failed login suspends its user; each further one twice as long, up to a minute. Zero suspends nobody.</summary>
    public TimeSpan LoginSuspension { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many failed logins a user is locked until an admin unlocks him; null never.</summary>
    public int? LockAfterFailedLogins { get; init; }

    /// <summary>Whether the storage summary is always true; else it is as old as the last calculation, an hour at most.</summary>
    public bool StorageIsLive { get; init; }

    /// <summary>How many searches may run at a time, 429 above; null sets no limit.</summary>
    public int? SearchConcurrency { get; init; }

    /// <summary>How long a search takes.</summary>
    public TimeSpan SearchDuration { get; init; } = TimeSpan.Zero;

    /// <summary>Most results of a search of who is no admin (<c>artifactory.search.userQueryLimit</c>).</summary>
    public int UserQueryLimit { get; init; } = 1000;

    /// <summary>How long after the last try an undelivered event is sent again.</summary>
    public TimeSpan WebhookRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
