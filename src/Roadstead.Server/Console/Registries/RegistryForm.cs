using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Registries;

/// <summary>From the posted form to the API's requests, and to the form again.</summary>
internal static class RegistryForm
{
    private static readonly char[] Separators = [' ', ',', ';', '\r', '\n', '\t'];

    internal static IntegrateRegistry ToIntegrate(IFormCollection form) => new(
        Text(form, "name"),
        WireName.Read<RegistryType>(form["type"]),
        Text(form, "url"),
        Text(form, "displayName"),
        Text(form, "imageHosts") is { } hosts ? Hosts(hosts) : null,
        Text(form, "username"),
        Password(form),
        Tls(form),
        WireName.Read<Delivery>(form["delivery"]),
        form.ContainsKey("mayBeExclusive") ? form["exclusive"] == "true" : null,
        Text(form, "tokenRealm"));

    /// <summary>What the form can say it says whole; only what was left alone there is left alone at the registry.</summary>
    internal static EditRegistry ToEdit(IFormCollection form, RegistryView registry) => new(
        Text(form, "displayName") ?? registry.Name,
        form["url"].ToString().Trim(),
        Hosts(form["imageHosts"].ToString()) is var hosts && hosts.SequenceEqual(registry.ImageHosts) ? null : hosts,
        form["username"].ToString().Trim(),
        Password(form),
        Tls(form),
        WireName.Read<Delivery>(form["delivery"]),
        form.ContainsKey("mayBeExclusive") ? form["exclusive"] == "true" : null,
        Text(form, "tokenRealm"));

    /// <summary>The form of a registry as it is.</summary>
    internal static RegistryFormModel Of(RegistryLevel level, RegistryView registry, bool mayBeExclusive) => new(level, registry.Name)
    {
        Name = registry.Name,
        DisplayName = registry.DisplayName,
        Type = registry.Type,
        Url = registry.Url,
        Username = registry.Username,
        CaCertificate = registry.Tls.CaCertificate,
        SkipVerify = registry.Tls.SkipVerify == true,
        ImageHosts = string.Join('\n', registry.ImageHosts),
        Delivery = registry.Delivery,
        Exclusive = mayBeExclusive ? registry.Exclusive : null,
    };

    /// <summary>The form again, with what was typed.</summary>
    internal static RegistryFormModel Again(RegistryFormModel empty, IFormCollection form) => empty with
    {
        Name = empty.Edited ?? form["name"],
        DisplayName = form["displayName"],
        Type = empty.IsNew ? WireName.Read<RegistryType>(form["type"]) : empty.Type,
        Url = form["url"],
        Username = form["username"],
        CaCertificate = Text(form, "tls.caCertificate"),
        SkipVerify = form["tls.skipVerify"] == "true",
        ImageHosts = form["imageHosts"],
        TokenRealm = Text(form, "tokenRealm"),
        Delivery = WireName.Read<Delivery>(form["delivery"]),
        Exclusive = empty.Exclusive is null ? null : form["exclusive"] == "true",
    };

    private static string? Text(IFormCollection form, string field) => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static string? Password(IFormCollection form) => form["password"].ToString() is { Length: > 0 } password ? password : null;

    private static string[] Hosts(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    // Browsers send "\r\n" whatever was there: without this, each edit would look like a new certificate.
    private static TlsSettings Tls(IFormCollection form) => new(Text(form, "tls.caCertificate")?.ReplaceLineEndings("\n"), form["tls.skipVerify"] == "true");
}
