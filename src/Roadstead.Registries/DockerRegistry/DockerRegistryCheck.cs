using System.Net;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.DockerRegistry;

/// <summary>One health check of a Docker Registry: seven signals, each after the one that it needs, all within one deadline.</summary>
internal sealed class DockerRegistryCheck(DistributionClient client)
{
    private const int RepositoriesToTry = 5;
    private readonly SignalSheet sheet = new(client.Connection);

    private DistributionConnection Connection => client.Connection;

    public Task<IReadOnlyList<RegistrySignal>> RunAsync(CheckDepth depth, CancellationToken cancellationToken) =>
        sheet.FillAsync(depth, token => RunWithinAsync(depth, token), cancellationToken);

    private async Task RunWithinAsync(CheckDepth depth, CancellationToken cancellationToken)
    {
        var answer = await sheet.ReachAsync(cancellationToken);
        sheet.Current = SignalName.Product;
        if (answer is null || !await RecogniseAsync(answer, cancellationToken) || depth != CheckDepth.Full)
        {
            return;
        }

        sheet.Current = SignalName.Login;
        if (await SignInAsync(answer, cancellationToken))
        {
            sheet.Current = SignalName.Listing;
            var repositories = await ListAsync(cancellationToken);
            sheet.Current = SignalName.Pull;
            await sheet.TryPullAsync(repositories, repository => client.ListTagsAsync(repository, cancellationToken), client, "The registry", cancellationToken);
            Rights();
        }
    }

    private async Task<bool> RecogniseAsync(VersionAnswer answer, CancellationToken cancellationToken)
    {
        var status = (int)answer.Status;
        if (status >= 500)
        {
            Set(SignalName.Product, false, SignalReason.ServerError, $"GET /v2/ answers {status}. Look at the registry's own log, or its proxy's.");
            return false;
        }

        var identity = await ProductRecognition.RecogniseAsync(Connection, answer, cancellationToken);
        if (identity.Type == RegistryType.DockerRegistry)
        {
            Set(SignalName.Product, true, SignalReason.Ok, $"{identity.Product}: {string.Join("; ", identity.Evidence)}.");
            return true;
        }

        var nothingLikeIt = identity.Product == ProductRecognition.NoRegistry;
        Set(
            SignalName.Product,
            false,
            nothingLikeIt ? SignalReason.InvalidAnswer : SignalReason.WrongProduct,
            $"This is {identity.Product}, not a Docker Registry ({string.Join("; ", identity.Evidence)}). "
            + (identity.Type is null ? identity.Remedy : "Choose that type, or correct the address."));
        return false;
    }

    private async Task<bool> SignInAsync(VersionAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Status == HttpStatusCode.OK)
        {
            Set(SignalName.Login, null, SignalReason.NotApplicable, Connection.Endpoint.Credentials is null
                ? "The registry is open: it asks for no login."
                : "The registry is open: it asks for no login, and the given one is not used.");
            return true;
        }

        // The one place that tries a login again after it was refused: somebody asked.
        Connection.Authenticator.TryAgain();
        try
        {
            using var login = await Connection.SendAsync(new RegistryRequest(HttpMethod.Get, Connection.Url("/v2/")), [], cancellationToken);
            if (login.Status != HttpStatusCode.OK)
            {
                Fail(SignalName.Login, await AnswerError.ReadAsync(login, "the registry", cancellationToken));
                return false;
            }

            if (Connection.Endpoint is { Credentials: null, OwnTokens: null })
            {
                Set(SignalName.Login, null, SignalReason.NotApplicable, "The token service gives tokens without a login.");
            }
            else
            {
                Set(SignalName.Login, true, SignalReason.Ok, "The login is accepted.");
            }

            return true;
        }
        catch (RegistryException e)
        {
            Fail(SignalName.Login, e);
            return false;
        }
    }

    // Some repositories to try; null when they cannot be listed.
    private async Task<IReadOnlyList<RepositoryName>?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.ListSomeRepositoriesAsync(RepositoriesToTry, cancellationToken);
            Set(SignalName.Listing, true, SignalReason.Ok, "Repositories can be listed.");
            return found;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Unsupported or RegistryErrorCode.Denied or RegistryErrorCode.CredentialsRequired)
        {
            Set(SignalName.Listing, null, SignalReason.ListingUnavailable, "The registry does not list its repositories to this login. Images can be pulled by name; choose image shows none of them.");
        }
        catch (RegistryException e)
        {
            Fail(SignalName.Listing, e);
        }

        return null;
    }

    // The product has no roles: what the login may do shows in what it did.
    private void Rights()
    {
        if (sheet.Of(SignalName.Pull) is { Reason: SignalReason.Denied or SignalReason.CredentialsRequired } pull)
        {
            Set(SignalName.Rights, false, SignalReason.Denied, pull.Message);
        }
        else
        {
            Set(SignalName.Rights, null, SignalReason.NotApplicable, "A Docker Registry knows no roles.");
        }
    }

    private void Fail(SignalName name, RegistryException e) => sheet.Fail(name, e);

    private void Set(SignalName name, bool? ok, string reason, string message) => sheet.Set(name, ok, reason, message);
}
