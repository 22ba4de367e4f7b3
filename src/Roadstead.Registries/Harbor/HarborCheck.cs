using System.Text.Json;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>One health check of a Harbor: seven signals, each after the one that it needs, all within one deadline. A login that may be wrong is sent once.</summary>
internal sealed class HarborCheck(HarborParts parts)
{
    private const int RepositoriesToTry = 5;
    private const int MaxHealthBytes = 64 * 1024;

    // Without these no image can be pulled; the others (jobs, scanners, the portal) are told and no more.
    private static readonly string[] Vital = ["core", "database", "redis", "registry", "registryctl"];

    private readonly SignalSheet sheet = new(parts.Distribution.Connection);

    private DistributionConnection Connection => parts.Distribution.Connection;

    private HarborSession Session => parts.Client.Session;

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
        if (await SignInAsync(cancellationToken) is not { } login)
        {
            return;
        }

        sheet.Current = SignalName.Rights;
        await JudgeAsync(login, cancellationToken);
        sheet.Current = SignalName.Listing;
        var repositories = await ListAsync(cancellationToken);
        sheet.Current = SignalName.Pull;
        await sheet.TryPullAsync(repositories, async repository => [.. (await parts.ListTagsAsync(repository, cancellationToken)).Select(tag => tag.Name)], parts.Content, "Harbor", cancellationToken);
    }

    private async Task<bool> RecogniseAsync(VersionAnswer answer, CancellationToken cancellationToken)
    {
        var identity = await ProductRecognition.RecogniseAsync(Connection, answer, cancellationToken);
        if (identity.Type == RegistryType.Harbor)
        {
            await LookAtComponentsAsync(identity, cancellationToken);
            return true;
        }

        if ((int)answer.Status >= 500)
        {
            sheet.Set(SignalName.Product, false, SignalReason.ServerError, $"GET /v2/ answers {(int)answer.Status}. Look at Harbor's own log, or its proxy's.");
            return false;
        }

        sheet.Set(
            SignalName.Product,
            false,
            identity.Product == ProductRecognition.NoRegistry ? SignalReason.InvalidAnswer : SignalReason.WrongProduct,
            $"This is {identity.Product}, not Harbor ({string.Join("; ", identity.Evidence)}). " + (identity.Type is null ? identity.Remedy : "Choose that type, or correct the address."));
        return false;
    }

    // Harbor's own word on its parts, up to ten seconds old. It answers 200 always.
    private async Task LookAtComponentsAsync(RegistryIdentity identity, CancellationToken cancellationToken)
    {
        var ill = await ReadIllAsync(cancellationToken);
        var vital = ill.Where(Vital.Contains).ToList();
        var text = $"Harbor: {string.Join("; ", identity.Evidence)}.";
        if (vital.Count > 0)
        {
            sheet.Set(SignalName.Product, false, SignalReason.ServerError, $"Harbor says that it is not well: {string.Join(", ", vital)}. Look at the log of these.");
        }
        else
        {
            sheet.Set(SignalName.Product, true, SignalReason.Ok, ill.Count == 0 ? text : $"{text} It says of these parts that they are not well: {string.Join(", ", ill)}.");
        }
    }

    private async Task<IReadOnlyList<string>> ReadIllAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Connection.AskAsync(new RegistryRequest(HttpMethod.Get, Connection.Url("/api/v2.0/health")) { Accept = ["application/json"] }, cancellationToken);
            var health = answer.OffHost || answer.Status != System.Net.HttpStatusCode.OK ? null
                : JsonSerializer.Deserialize(await answer.ReadBytesAsync(MaxHealthBytes, cancellationToken), HarborJson.Default.WireHealth);
            return [.. (health?.Components ?? []).Where(component => component is { Status: not "healthy", Name: { Length: > 0 and <= 40 } name } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')).Select(component => component.Name!)];
        }
        catch (Exception e) when (e is JsonException or RegistryException)
        {
            return []; // it only sharpens the picture; what does not work shows in what follows
        }
    }

    private async Task<HarborLogin?> SignInAsync(CancellationToken cancellationToken)
    {
        // The one place that tries a login again after it was refused: somebody asked.
        Session.TryAgain();
        Connection.Authenticator.TryAgain();
        try
        {
            var wasKnown = Session.Login is not null;
            var login = await Session.ConfirmAsync(cancellationToken);
            if (wasKnown)
            {
                await Session.RefreshAsync(cancellationToken);
            }

            sheet.Set(SignalName.Login, true, SignalReason.Ok, login.Kind == HarborLoginKind.Robot ? "The login is accepted; it is a robot's." : "The login is accepted.");
            return login;
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Login, e);
            return null;
        }
    }

    private async Task JudgeAsync(HarborLogin login, CancellationToken cancellationToken)
    {
        try
        {
            var standing = await HarborStanding.ReadAsync(parts.Client, parts.Spaces, login, Connection.Endpoint.Credentials!.Username, cancellationToken);
            parts.Standing = standing;
            if (standing.WillDoForPlatform || !Connection.Endpoint.NeedsAdministration)
            {
                sheet.Set(SignalName.Rights, true, SignalReason.Ok, standing.Message + ReadOnly());
            }
            else
            {
                sheet.Set(SignalName.Rights, false, SignalReason.AdminRequired, $"{standing.Message} Give an administrator's login, or from Harbor 2.12 on a system robot with the rights of the table in docs/harbor.md.");
            }
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Rights, e);
        }
    }

    private string ReadOnly() => Session.System?.ReadOnly == true ? " Harbor is read-only now: nothing there can be changed." : "";

    // Some repositories to try; null when they cannot be listed.
    private async Task<IReadOnlyList<RepositoryName>?> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<RepositoryName>();
        try
        {
            await foreach (var name in parts.Repositories.ListSomeAsync(cancellationToken))
            {
                found.Add(name);
                if (found.Count == RepositoriesToTry)
                {
                    break;
                }
            }

            sheet.Set(SignalName.Listing, true, SignalReason.Ok, "Repositories can be listed.");
            return found;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Unsupported or RegistryErrorCode.Denied)
        {
            sheet.Set(SignalName.Listing, null, SignalReason.ListingUnavailable, "Harbor does not list its repositories to this login. Images can be pulled by name; choose image shows none of them.");
        }
        catch (RegistryException e)
        {
            sheet.Fail(SignalName.Listing, e);
        }

        return null;
    }
}
