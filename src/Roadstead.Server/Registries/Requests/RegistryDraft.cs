using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Http;

namespace Roadstead.Server.Registries.Requests;

/// <summary>A request to integrate a registry, checked field by field and in its one form. Its text never shows the password.</summary>
internal sealed record RegistryDraft(
    string Name,
    string DisplayName,
    RegistryType? Type,
    GivenAddress Given,
    IReadOnlyList<DeclaredHost> ImageHosts,
    RegistryCredentials? Credentials,
    string? CaCertificate,
    bool SkipVerify,
    Uri? TokenRealm,
    Delivery? Delivery,
    bool Exclusive)
{
    /// <summary>The address; the host's root while only more than that was given, such as a page.</summary>
    public RegistryUrl Url => Given.Url;

    /// <summary>Every host by which its images are named, the declared ones first.</summary>
    public IReadOnlyList<string> Hosts => [.. ImageHosts.Select(host => host.Host).Where(host => host != Url.Host), Url.Host];

    /// <summary>Reads a request; every problem of it is told at once.</summary>
    /// <param name="request">The body.</param>
    /// <param name="ofWorkspace">True when a workspace integrates it.</param>
    /// <param name="probe">True when only the address is looked at: then name and type may be left out.</param>
    public static Outcome<RegistryDraft> Read(IntegrateRegistry request, bool ofWorkspace, bool probe)
    {
        var errors = new FieldErrors()
            .Require((probe && string.IsNullOrEmpty(request.Name)) || Names.IsLabel(request.Name), "name", $"A registry's name is {Names.LabelShape}.")
            .Require(request.Name != "w", "name", "'w' is no registry name: it stands for workspaces in names under the gateway.")
            .Require(probe || request.Type is not null, "type", "type is one of: harbor, docker-registry, artifactory.")
            .Require(request.Exclusive is not true || ofWorkspace, "exclusive", "A platform registry's hosts are everybody's: only a workspace's can be exclusive.");
        errors.Require(GivenAddress.TryRead(request.Url, request.Type, out var given, out var urlError), "url", urlError ?? "");
        var url = given?.Url;
        var imageHosts = ImageHostList.Read(request.ImageHosts, request.Type, url, errors);
        RegistryFields.CheckDisplayName(request.DisplayName, errors);
        RegistryFields.CheckLogin(request.Username, request.Password, errors);
        var tokenAlone = RegistryFields.TakesTokenAlone(request.Type) && !string.IsNullOrEmpty(request.Password);
        errors.Require(tokenAlone || !string.IsNullOrEmpty(request.Username) || string.IsNullOrEmpty(request.Password), "username", "A password needs a user name.");
        RegistryFields.CheckTls(request.Tls, errors);
        var realm = RegistryFields.ReadTokenRealm(request.TokenRealm, errors);
        if (errors.ToProblem() is { } problem)
            return problem;

        return new RegistryDraft(
            request.Name ?? "",
            request.DisplayName?.Trim() ?? request.Name ?? "",
            request.Type,
            given!,
            imageHosts,
            string.IsNullOrEmpty(request.Username) && !tokenAlone ? null : new RegistryCredentials(request.Username ?? "", request.Password ?? ""),
            RegistryFields.Pem(request.Tls),
            request.Tls?.SkipVerify ?? false,
            realm,
            request.Delivery,
            request.Exclusive ?? false);
    }
}
