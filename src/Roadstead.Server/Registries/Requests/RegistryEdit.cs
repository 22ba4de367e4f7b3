using System.Security.Cryptography;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Http;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Registries.Requests;

/// <summary>An edit, checked field by field, with what it leaves as it is filled in from the registry. Its text never shows the password.</summary>
internal sealed record RegistryEdit
{
    public required string DisplayName { get; init; }

    public required RegistryUrl Url { get; init; }

    public required bool UrlChanged { get; init; }

    /// <summary>The declared hosts, the whole list; null leaves them.</summary>
    public IReadOnlyList<DeclaredHost>? ImageHosts { get; init; }

    public RegistryCredentials? Credentials { get; init; }

    /// <summary>True when the request brings a password, be it the one that is stored.</summary>
    public bool PasswordGiven { get; init; }

    /// <summary>True when there is a login after the edit and was none before, or the other way round.</summary>
    public bool LoginComesOrGoes { get; init; }

    public string? CaCertificate { get; init; }

    public bool SkipVerify { get; init; }

    public Uri? TokenRealm { get; init; }

    public Delivery? Delivery { get; init; }

    public bool Exclusive { get; init; }

    /// <summary>True when anything changes by which the registry is reached.</summary>
    public bool NeedsInspection { get; init; }

    /// <summary>Every problem is told at once.</summary>
    public static Outcome<RegistryEdit> Read(EditRegistry request, Registry registry, SecretProtector secrets)
    {
        var errors = new FieldErrors();
        RegistryFields.CheckDisplayName(request.DisplayName, errors);
        errors.Require(RegistryUrl.TryParse(request.Url ?? registry.Url, registry.Type, out var url, out var urlError), "url", urlError ?? "");
        var imageHosts = request.ImageHosts is null ? null : ImageHostList.Read(request.ImageHosts, registry.Type, url, errors);
        var username = UsernameAfter(request, registry);
        RegistryFields.CheckLogin(request.Username, request.Password, errors);
        errors.Require(username is not null || string.IsNullOrEmpty(request.Password), "username", "A password needs a user name.");
        RegistryFields.CheckTls(request.Tls, errors);
        var realm = RegistryFields.ReadTokenRealm(request.TokenRealm, errors);
        errors.Require(request.Exclusive is not true || registry.WorkspaceId is not null, "exclusive", "A platform registry's hosts are everybody's: only a workspace's can be exclusive.");

        // A password was given to one address and one token realm. Whoever may edit the address must not be able to collect it elsewhere.
        var urlChanged = url is not null && url.Text != registry.Url;
        var keepsPassword = username is not null && registry.PasswordCipher is not null && request.Password is null;
        errors.Require(!keepsPassword || !urlChanged, "password", "A new url needs the password again.");
        errors.Require(!keepsPassword || realm is null || realm.AbsoluteUri == registry.TokenRealm, "password", "A new tokenRealm needs the password again.");
        var password = keepsPassword && errors.IsValid("password") ? Stored(registry, secrets) : request.Password ?? "";
        errors.Require(password is not null, "password", "The stored password cannot be decrypted. Give it again.");
        if (errors.ToProblem() is { } problem)
            return problem;

        var pem = request.Tls is null ? registry.CaCertificate : RegistryFields.Pem(request.Tls);
        var skip = request.Tls is null ? registry.SkipVerify : request.Tls.SkipVerify ?? false;
        return new RegistryEdit
        {
            DisplayName = request.DisplayName?.Trim() ?? registry.DisplayName,
            Url = url!,
            UrlChanged = urlChanged,
            ImageHosts = imageHosts,
            Credentials = username is null ? null : new RegistryCredentials(username, password!),
            PasswordGiven = request.Password is not null && username is not null,
            LoginComesOrGoes = username is null != registry.Username is null,
            CaCertificate = pem,
            SkipVerify = skip,
            TokenRealm = realm,
            Delivery = request.Delivery,
            Exclusive = request.Exclusive ?? registry.Exclusive,
            NeedsInspection = urlChanged || username != registry.Username || request.Password is not null || pem != registry.CaCertificate || skip != registry.SkipVerify
                || (realm is not null && realm.AbsoluteUri != registry.TokenRealm) || (request.Delivery is { } delivery && delivery != registry.Delivery),
        };
    }

    // Empty for a token alone, null for no login.
    private static string? UsernameAfter(EditRegistry request, Registry registry)
    {
        if ((request.Username ?? registry.Username) is { Length: > 0 } given)
            return given;

        // A form sends the empty user name that it shows; with an empty password it is the end of the login.
        var keepsToken = registry.Username is "" && request.Password is null;
        return RegistryFields.TakesTokenAlone(registry.Type) && (keepsToken || !string.IsNullOrEmpty(request.Password)) ? "" : null;
    }

    private static string? Stored(Registry registry, SecretProtector secrets)
    {
        try
        {
            return secrets.Unprotect(registry.PasswordCipher!, SecretPlace.RegistryPassword(registry.Id));
        }
        catch (CryptographicException)
        {
            return null; // told as a problem of the field
        }
    }
}
