using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;
using Roadstead.Testing.Harbor.Queries;

namespace Roadstead.Testing.Harbor.Scanners;

/// <summary>The scanners: register, choose, ask what they can do.</summary>
internal sealed class ScannersArea : IHarborArea
{
    private static readonly Columns<ScannerRegistration> Columns = new()
    {
        ["name"] = scanner => scanner.Name,
        ["url"] = scanner => scanner.Url.OriginalString,
        ["create_time"] = scanner => scanner.Created,
    };

    public void Map(HarborRoutes routes)
    {
        routes.Map("GET", "/scanners", List);
        routes.MapAsync("POST", "/scanners", CreateAsync);
        routes.MapAsync("POST", "/scanners/ping", PingAsync);
        routes.Map("GET", "/scanners/{registration_id}", call => HarborAnswer.Json(View(Find(call, "read"), call.Features)));
        routes.Map("PUT", "/scanners/{registration_id}", Update);
        routes.Map("PATCH", "/scanners/{registration_id}", SetDefault);
        routes.Map("DELETE", "/scanners/{registration_id}", Delete);
        routes.MapAsync("GET", "/scanners/{registration_id}/metadata", MetadataAsync);
        routes.Map("GET", "/projects/{project}/scanner", OfProject);
        routes.Map("PUT", "/projects/{project}/scanner", SetOfProject);
        routes.Map("GET", "/projects/{project}/scanner/candidates", Candidates);
    }

    private static HarborAnswer List(HarborCall call)
    {
        call.RequireSystem("list", "scanner");
        return ListQuery.From(call).Answer(call.State.Area<ScannerStore>().All, Columns, "create_time", scanner => View(scanner, call.Features));
    }

    private static async Task<HarborAnswer> CreateAsync(HarborCall call)
    {
        call.RequireSystem("create", "scanner");
        var body = call.Body("registration", "ScannerRegistrationReq");
        var url = new Uri(body.Text("url") ?? "");
        var metadata = await AskAsync(call, url);
        return call.Locked(() =>
        {
            var store = call.State.Area<ScannerStore>();
            var name = body.Text("name") ?? "";
            if (store.All.Any(scanner => scanner.Name == name || scanner.Url == url))
            {
                throw HarborException.Conflict($"registration name {name} or url {url.OriginalString} already exists");
            }

            // The first one becomes the default.
            var created = new ScannerRegistration { Name = name, Url = url, Metadata = metadata, Created = call.State.Now, Updated = call.State.Now, IsDefault = store.All.Count == 0 };
            Read(body, created);
            store.All.Add(created);
            call.State.HasScanner = store.Default is not null;
            return HarborAnswer.Created($"/api/v2.0/scanners/{created.Uuid}");
        });
    }

    private static async Task<HarborAnswer> PingAsync(HarborCall call)
    {
        call.RequireSystem("read", "scanner");
        await AskAsync(call, new Uri(call.Body("settings", "ScannerRegistrationSettings").Text("url") ?? ""));
        return HarborAnswer.Ok;
    }

    private static HarborAnswer Update(HarborCall call)
    {
        var scanner = Find(call, "update");
        var body = call.Body("registration", "ScannerRegistrationReq");
        (scanner.Name, scanner.Url, scanner.Updated) = (body.Text("name") ?? scanner.Name, body.Text("url") is { } url ? new Uri(url) : scanner.Url, call.State.Now);
        Read(body, scanner);
        call.State.HasScanner = call.State.Area<ScannerStore>().Default is not null;
        return HarborAnswer.Ok;
    }

    private static HarborAnswer SetDefault(HarborCall call)
    {
        var chosen = Find(call, "update");
        if (call.Body("payload", "IsDefault").Flag("is_default") == true)
        {
            foreach (var scanner in call.State.Area<ScannerStore>().All)
            {
                scanner.IsDefault = scanner == chosen;
            }
        }

        return HarborAnswer.Ok;
    }

    private static HarborAnswer Delete(HarborCall call)
    {
        var scanner = Find(call, "delete");
        call.State.Area<ScannerStore>().All.Remove(scanner);
        call.State.HasScanner = call.State.Area<ScannerStore>().Default is not null;
        return HarborAnswer.Json(View(scanner, call.Features).With(call.Features.Sbom, "capabilities", null));
    }

    private static async Task<HarborAnswer> MetadataAsync(HarborCall call)
    {
        var scanner = call.Locked(() => Find(call, "read"));
        var metadata = await AskAsync(call, scanner.Url);
        var document = metadata.Document.DeepClone().AsObject();
        foreach (var capability in call.Features.Sbom ? document["capabilities"]!.AsArray() : [])
        {
            // A scanner that says no type scans for vulnerabilities.
            capability!["type"] ??= "vulnerability";
        }

        return HarborAnswer.Json(document);
    }

    // Without a scanner the answer is empty.
    private static HarborAnswer OfProject(HarborCall call)
    {
        call.RequireProject(call.Path("project"), "read", "scanner");
        return call.State.Area<ScannerStore>().Default is { } scanner ? HarborAnswer.Json(View(scanner, call.Features)) : HarborAnswer.Text("", "application/json");
    }

    private static HarborAnswer SetOfProject(HarborCall call)
    {
        call.RequireProject(call.Path("project"), "create", "scanner");
        var uuid = call.Body("payload", "ProjectScanner").Text("uuid") ?? "";
        return call.State.Area<ScannerStore>().All.Any(scanner => scanner.Uuid == uuid) ? HarborAnswer.Ok : throw HarborException.NotFound($"scanner {uuid} not found");
    }

    private static HarborAnswer Candidates(HarborCall call)
    {
        call.RequireProject(call.Path("project"), "create", "scanner");
        return ListQuery.From(call).Answer(call.State.Area<ScannerStore>().All, Columns, "create_time", scanner => View(scanner, call.Features));
    }

    private static JsonObject View(ScannerRegistration scanner, HarborFeatures features) => scanner.ToJson()
        .With(true, "create_time", HarborJson.Time(scanner.Created))
        .With(true, "update_time", HarborJson.Time(scanner.Updated))
        .With(features.Sbom, "capabilities", new JsonObject { ["support_vulnerability"] = true });

    private static void Read(JsonBody body, ScannerRegistration scanner)
    {
        (scanner.Description, scanner.Auth, scanner.AccessCredential) = (body.Text("description") ?? "", body.Text("auth") ?? "", body.Text("access_credential") ?? "");
        (scanner.SkipCertVerify, scanner.UseInternalAddress, scanner.Disabled) = (body.Flag("skip_certVerify") == true, body.Flag("use_internal_addr") == true, body.Flag("disabled") == true);
    }

    private static ScannerRegistration Find(HarborCall call, string action)
    {
        call.RequireSystem(action, "scanner");
        var uuid = call.Path("registration_id");
        return call.State.Area<ScannerStore>().All.Find(scanner => scanner.Uuid == uuid) ?? throw HarborException.NotFound($"scanner {uuid} not found");
    }

    // One that does not answer is an internal error.
    private static async Task<ScannerMetadata> AskAsync(HarborCall call, Uri url)
    {
        try
        {
            return await ScannerLink.Shared.ReadMetadataAsync(url, call.Http.RequestAborted);
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException)
        {
            throw HarborException.Internal();
        }
    }
}
