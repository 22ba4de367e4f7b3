using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Testing.Harbor;

/// <summary>How a fake Harbor is set up.</summary>
public sealed record FakeHarborSettings
{
    /// <summary>Release that it pretends to be, <c>major.minor[.patch]</c>, from 2.0 to 2.15. Measured are 2.9.5 and 2.15.2.</summary>
    public string Version { get; init; } = "2.15.2";

    /// <summary>Whether /v2 has a real docker-registry behind it, started with the first call that needs one; false serves only images that were put in by <see cref="FakeHarbor.AddRepository"/>.</summary>
    public bool WithStorage { get; init; } = true;

    /// <summary>Server certificate with its private key; null serves plain http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Loopback port; null takes a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Address that it gives as its own (<c>external_url</c>), without a trailing slash; null is the one it listens at.</summary>
    public string? ExternalUrl { get; init; }

    /// <summary>How long a wrong password is kept waiting and its user name frozen. The real one: 1.5 s.</summary>
    public TimeSpan WrongPasswordDelay { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How old the answer of /health may be. The real one: 10 s; zero answers with what is true now.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.Zero;

    /// <summary>How long after a pull its time and number are written down. The real one: up to 10 s; zero is at once.</summary>
    public TimeSpan PullDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How long a webhook's execution still says Running when its task has ended. The real one: seconds to half a minute; zero is at once.</summary>
    public TimeSpan ExecutionDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How long after the last try an undelivered webhook is sent again.</summary>
    public TimeSpan WebhookRetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>CPU work of each request that signs in as a user; the real 2.15 spends about 85 ms. Null spends none.</summary>
    public int? PasswordHashIterations { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
