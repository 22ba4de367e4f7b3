using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;

namespace Roadstead.Registries.Distribution;

/// <summary>The signals of one health check while it runs, with the steps that are the same for every product. All of it within one deadline.</summary>
internal sealed class SignalSheet(DistributionConnection connection)
{
    private readonly Dictionary<SignalName, RegistrySignal> signals = [];

    /// <summary>What is being looked at: when time runs out, it is what took it.</summary>
    public SignalName Current { get; set; } = SignalName.Reachable;

    public RegistrySignal? Of(SignalName name) => signals.GetValueOrDefault(name);

    public void Set(SignalName name, bool? ok, string reason, string message) => signals[name] = new RegistrySignal(name, ok, reason, message);

    /// <summary>That calls had to wait here says nothing of the registry.</summary>
    public void Fail(SignalName name, RegistryException e) => Set(name, e.Code == RegistryErrorCode.Busy ? null : false, e.Reason, e.Message);

    /// <summary>Runs the check; the signals in order, those that were not reached as not checked.</summary>
    public Task<IReadOnlyList<RegistrySignal>> FillAsync(CheckDepth depth, Func<CancellationToken, Task> run, CancellationToken cancellationToken) =>
        FillAsync(depth, connection.Options.CheckTimeout, run, cancellationToken);

    /// <summary>Runs the check within this time.</summary>
    public async Task<IReadOnlyList<RegistrySignal>> FillAsync(CheckDepth depth, TimeSpan limit, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, connection.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await run(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Set(Current, false, SignalReason.Timeout, $"No answer within {limit.TotalSeconds:0.#} seconds. Look at the registry's load, and at what is between it and this server.");
        }

        return [.. Enum.GetValues<SignalName>().Select(name => Of(name) ?? new RegistrySignal(name, null, SignalReason.NotChecked, NotChecked(depth)))];
    }

    /// <summary>Reachable and TLS; null when there is no answer to look at further.</summary>
    public Task<VersionAnswer?> ReachAsync(CancellationToken cancellationToken) => ReachAsync("/v2/", cancellationToken);

    /// <summary>Reachable and TLS, by the answer to this path; null when there is no answer to look at further.</summary>
    public async Task<VersionAnswer?> ReachAsync(string path, CancellationToken cancellationToken)
    {
        var url = connection.Endpoint.Url;
        VersionAnswer? answer = null;
        try
        {
            answer = await VersionAnswer.AskAsync(connection, path, cancellationToken);
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.TlsUntrusted)
        {
            Set(SignalName.Reachable, true, SignalReason.Ok, $"{url.Authority} takes connections.");
            Fail(SignalName.Tls, e);
            return null;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.InvalidAnswer or RegistryErrorCode.Throttled)
        {
            Set(SignalName.Reachable, true, SignalReason.Ok, $"{url.Authority} takes connections.");
            SetTls(url);
            Fail(SignalName.Product, e);
            return null;
        }
        catch (RegistryException e)
        {
            Fail(SignalName.Reachable, e);
            return null;
        }

        Set(SignalName.Reachable, true, SignalReason.Ok, $"{url.Authority} answers.");
        SetTls(url);
        return answer;
    }

    /// <summary>Fills in <see cref="SignalName.Pull"/>: reads a manifest of the first of these repositories that has a tag. By HEAD, which counts as no pull where pulls are counted.</summary>
    /// <param name="repositories">Some repositories; null when none could be listed.</param>
    /// <param name="listTags">Their tags.</param>
    /// <param name="content">What they hold.</param>
    /// <param name="who">The registry in a sentence.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TryPullAsync(
        IReadOnlyList<RepositoryName>? repositories, Func<RepositoryName, Task<IReadOnlyList<string>>> listTags, IRegistryContent content, string who, CancellationToken cancellationToken)
    {
        if (repositories is null)
        {
            Set(SignalName.Pull, null, SignalReason.NotChecked, "No repository is known to try a pull with.");
            return;
        }

        try
        {
            foreach (var repository in repositories)
            {
                foreach (var tag in (await listTags(repository)).Take(1))
                {
                    if (await content.ReadManifestAsync(repository, tag, [], head: true, cancellationToken) is not null)
                    {
                        Set(SignalName.Pull, true, SignalReason.Ok, $"{repository.Value}:{tag} can be read.");
                        return;
                    }
                }
            }

            Set(SignalName.Pull, null, SignalReason.NoImage, $"{who} holds no image to try a pull with.");
        }
        catch (RegistryException e)
        {
            Fail(SignalName.Pull, e);
        }
    }

    private void SetTls(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
        {
            Set(SignalName.Tls, null, SignalReason.NotApplicable, "The registry is reached by plain http; logins and images travel unprotected.");
        }
        else if (connection.Endpoint.SkipVerify)
        {
            Set(SignalName.Tls, true, SignalReason.TlsNotVerified, "The certificate is not verified, as configured. Give the CA certificate instead.");
        }
        else
        {
            Set(SignalName.Tls, true, SignalReason.Ok, "The certificate is trusted.");
        }
    }

    private static string NotChecked(CheckDepth depth) => depth == CheckDepth.Cheap ? "Looked at only in a full check, or an earlier signal failed." : "Not looked at: an earlier signal failed.";
}
