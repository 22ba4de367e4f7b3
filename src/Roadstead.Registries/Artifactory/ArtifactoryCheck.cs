using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>One health check of an Artifactory: seven signals, each after the one that it needs, all within one deadline. A login that may be wrong is sent once.</summary>
internal sealed class ArtifactoryCheck(ArtifactoryParts parts)
{
    private const int RepositoriesToTry = 5;

    private readonly SignalSheet sheet = new(parts.Distribution.Connection);

    private DistributionConnection Connection => parts.Distribution.Connection;

    private ArtifactorySession Session => parts.Client.Session;

    public Task<IReadOnlyList<RegistrySignal>> RunAsync(CheckDepth depth, CancellationToken cancellationToken) =>
        sheet.FillAsync(depth, token => RunWithinAsync(depth, token), cancellationToken);

    private async Task RunWithinAsync(CheckDepth depth, CancellationToken cancellationToken)
    {
        var ping = await sheet.ReachAsync(ArtifactoryRecognition.PingPath(Connection.Endpoint.Url), cancellationToken);
        sheet.Current = SignalName.Product;
        if (ping is null || !await RecogniseAsync(ping, cancellationToken) || depth != CheckDepth.Full)
        {
            return;
        }

        sheet.Current = SignalName.Login;
        if (!await SignInAsync(cancellationToken))
        {
            return;
        }

        sheet.Current = SignalName.Listing;
        var repositories = await ListAsync(cancellationToken);
        sheet.Current = SignalName.Pull;
        await sheet.TryPullAsync(repositories, repository => parts.Repositories.ListTagsAsync(repository, cancellationToken), parts.Content, "Artifactory", cancellationToken);
    }

    private async Task<bool> RecogniseAsync(VersionAnswer ping, CancellationToken cancellationToken)
    {
        try
        {
            var (identity, atBase) = await ArtifactoryRecognition.RecogniseAsync(Connection, ping, cancellationToken);
            var evidence = string.Join("; ", identity.Evidence);
            if (!atBase)
            {
                Foreign(ping, identity, evidence);
                return false;
            }

            Session.Note(ArtifactoryRecognition.VersionOf(ping));
            if ((int)ping.Status >= 500)
            {
                sheet.Set(SignalName.Product, false, SignalReason.ServerError, $"Artifactory answers {(int)ping.Status} to its own ping: it starts, or is not well. Look at its log.");
                return false;
            }

            sheet.Set(SignalName.Product, true, SignalReason.Ok, $"{identity.Product}: {evidence}.");
            return true;
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Product, e);
            return false;
        }
    }

    private void Foreign(VersionAnswer ping, RegistryIdentity identity, string evidence)
    {
        var (url, status) = (Redact.Url(Connection.Endpoint.Url), (int)ping.Status);
        if (identity.Type == RegistryType.Artifactory)
        {
            sheet.Set(
                SignalName.Product, false, SignalReason.InvalidAnswer, $"An Artifactory is at this host ({evidence}), but its API does not answer at {url}. Give the address of its API, most often https://{Connection.Endpoint.Url.Authority}/artifactory.");
        }
        else if (status >= 500)
        {
            sheet.Set(SignalName.Product, false, SignalReason.ServerError, $"GET {ping.Url.AbsolutePath} answers {status}. Look at Artifactory's own log, or its proxy's.");
        }
        else
        {
            sheet.Set(
                SignalName.Product,
                false,
                identity.Product == ProductRecognition.NoRegistry ? SignalReason.InvalidAnswer : SignalReason.WrongProduct,
                $"This is {identity.Product}, not JFrog Artifactory ({evidence}). " + (identity.Type is null ? "Check the address and the port." : "Choose that type, or correct the address."));
        }
    }

    private async Task<bool> SignInAsync(CancellationToken cancellationToken)
    {
        // The one place that tries a login again after it was refused: somebody asked.
        Session.TryAgain();
        try
        {
            var login = await Session.ConfirmAsync(cancellationToken);
            if (login.Kind == ArtifactoryLoginKind.Nobody)
            {
                sheet.Set(SignalName.Login, null, SignalReason.NotApplicable, "There is no login, and Artifactory answers without one.");
            }
            else
            {
                sheet.Set(SignalName.Login, true, SignalReason.Ok, login.Kind switch
                {
                    ArtifactoryLoginKind.Token => "The login is accepted; it is a token without a user name.",
                    ArtifactoryLoginKind.ApiKey => "The login is accepted; it is an API key. JFrog has announced the end of these: give an access token.",
                    _ => "The login is accepted.",
                });
            }

            var standing = parts.Standing = ArtifactoryStanding.Of(login, Session, await ArtifactoryTrial.FindLackingAsync(parts, login, cancellationToken));
            sheet.Set(SignalName.Rights, true, SignalReason.Ok, standing.Message);
            return true;
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Login, e);
            return false;
        }
    }

    // Some images to try; null when they cannot be listed.
    private async Task<IReadOnlyList<RepositoryName>?> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<RepositoryName>();
        try
        {
            await foreach (var name in parts.Repositories.ListAsync(RepositoriesToTry, cancellationToken))
            {
                found.Add(name);
                if (found.Count == RepositoriesToTry)
                {
                    break;
                }
            }

            sheet.Set(SignalName.Listing, true, SignalReason.Ok, "Images can be listed.");
            return found;
        }
        catch (RegistryException e) when (e.Unlisted.Count > 0)
        {
            sheet.Set(SignalName.Listing, true, SignalReason.Ok, $"Images can be listed, but not all: {e.Message}");
            return found;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Unsupported or RegistryErrorCode.Denied or RegistryErrorCode.NotFound)
        {
            sheet.Set(SignalName.Listing, null, SignalReason.ListingUnavailable, "Artifactory does not list its images to this login. They can be pulled by name; choose image shows none of them.");
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Listing, e);
        }

        return null;
    }
}
