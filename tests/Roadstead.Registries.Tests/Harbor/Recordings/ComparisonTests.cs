using System.Text;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>The comparison itself: a recorded answer is like itself, and unlike every changed one.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("v29", "recorded")]
    [InlineData("v215", "other")]
    public void Differences_RecordedAnswers_None(string set, string names)
    {
        var table = NameTable.Of(names);
        var comparison = new ExchangeComparison(table);
        var correspondence = new Correspondence();

        var differences = RecordedExchange.Of(set).SelectMany(exchange => exchange.IsWebhook
            ? comparison.Differences(exchange, exchange.Target, Webhook(exchange, table), correspondence)
            : comparison.Differences(exchange, Recorded(exchange, table), correspondence, TimeSpan.FromSeconds(1)).Select(difference => $"{exchange.Id} {difference}"));

        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("users.get.admin", "\"user_id\":3", "\"user_id\":\"3\"", ".user_id: expected 3, came \"3\"")]
    [InlineData("users.get.admin", "\"comment\":\"ordinary user\",", "", ".comment: expected \"ordinary user\", came no such key")]
    [InlineData("users.get.admin", "{\"admin", "{\"extra\":1,\"admin", ".extra: expected no such key, came 1")]
    [InlineData("users.get.admin", "\"sysadmin_flag\":false", "\"sysadmin_flag\":true", ".sysadmin_flag: expected false, came true")]
    [InlineData("users.get.admin", "05.391Z\",\"email", "05.39Z\",\"email", ".creation_time: expected")]
    [InlineData("project.get.name", "\"repo_count\":0", "\"repo_count\":1", ".repo_count: expected 0, came 1")]
    [InlineData("project.get.name", "[1]", "[1,2]", ".current_user_role_ids: expected 1 items")]
    [InlineData("project.get.notfound.admin", "NOT_FOUND", "GONE", ".errors[0].code: expected NOT_FOUND, came GONE")]
    [InlineData("v2.tags", "\"v1\",\"v2\"", "\"v2\",\"v1\"", ".tags[3]: expected v1, came v2")]
    [InlineData("v2.tags", "\n", "", "body: expected a line break at its end")]
    public void Differences_ChangedBody_NamesThePlace(string name, string recorded, string changed, string difference)
    {
        var exchange = RecordedExchange.Of("v29").Single(exchange => exchange.Name == name);
        var answer = Recorded(exchange, NameTable.Recorded);

        var differences = new ExchangeComparison(NameTable.Recorded).Differences(
            exchange, answer with { Body = answer.Body.Replace(recorded, changed, StringComparison.Ordinal) }, new Correspondence(), TimeSpan.Zero);

        Assert.Contains(differences, found => found.StartsWith(difference, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("project.list.p2", "Link", "</api/v2.0/projects?page=1&page_size=3>; rel=\"prev\"")]
    [InlineData("project.list.p2", "X-Total-Count", "12")]
    [InlineData("project.create.plain", "Location", "/api/v2.0/projects/x")]
    [InlineData("project.create.plain", "Set-Cookie", null)]
    [InlineData("project.delete.empty", "Content-Type", "application/json")]
    [InlineData("v2.manifest.head", "Content-Length", "441")]
    public void Differences_ChangedHeader_NamesIt(string name, string header, string? value)
    {
        var exchange = RecordedExchange.Of("v29").Single(exchange => exchange.Name == name);
        var answer = Recorded(exchange, NameTable.Recorded);
        var headers = answer.Headers.ToDictionary(line => line.Key, line => line.Value);
        if (value is null)
        {
            headers.Remove(header);
        }
        else
        {
            headers[header] = [value];
        }

        var differences = new ExchangeComparison(NameTable.Recorded).Differences(exchange, answer with { Headers = headers }, new Correspondence(), TimeSpan.Zero);

        Assert.StartsWith(header + ": expected", Assert.Single(differences), StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_AnotherIdThanBefore_NamesIt()
    {
        var exchange = RecordedExchange.Of("v29").Single(exchange => exchange.Name == "users.get.admin");
        var correspondence = new Correspondence();
        correspondence.Set("user", "3", "17");

        var differences = new ExchangeComparison(NameTable.Recorded).Differences(exchange, Recorded(exchange, NameTable.Recorded), correspondence, TimeSpan.Zero);

        Assert.Equal([".user_id: expected 3 (user 17), came 3"], differences);
    }

    [Fact]
    public void Differences_FastAnswerToAWrongPassword_SaysSo()
    {
        var exchange = RecordedExchange.Of("v29").Single(exchange => exchange.Name == "users.current.wrong");

        var differences = new ExchangeComparison(NameTable.Recorded).Differences(
            exchange, Recorded(exchange, NameTable.Recorded) with { Elapsed = TimeSpan.FromMilliseconds(1) }, new Correspondence(), TimeSpan.FromMilliseconds(100));

        Assert.Equal(["time: expected at least 100 ms, came 1 ms"], differences);
    }

    // A set that lost lines would be replayed as gladly.
    [Theory]
    [InlineData("v29", 859, 18)]
    [InlineData("v215", 863, 18)]
    public void Of_ASet_IsWhole(string set, int exchanges, int webhooks)
    {
        var recorded = RecordedExchange.Of(set);

        Assert.Equal((exchanges, webhooks), (recorded.Count, recorded.Count(exchange => exchange.IsWebhook)));
        Assert.Equal(exchanges, recorded.DistinctBy(exchange => exchange.Id).Count());
    }

    // An exemption that covers nothing any more goes.
    [Fact]
    public void All_Tolerances_AreForSomethingRecorded() =>
        Assert.All(Tolerance.All.Concat(Tolerance.Unordered), tolerance => Assert.Contains(
            RecordedExchange.Of("v29").Concat(RecordedExchange.Of("v215")), exchange => tolerance.IsFor(exchange, tolerance.Where)));

    private static Answer Recorded(RecordedExchange exchange, NameTable names) => new(
        exchange.Status,
        exchange.ResponseHeaders.Keys.ToDictionary(name => name, IReadOnlyList<string> (name) => [.. exchange.Header(name)!.Select(names.Rename)], StringComparer.OrdinalIgnoreCase),
        Renamed(exchange, names),
        TimeSpan.FromSeconds(2));

    // The claims are inside the token: they are written anew, as the fake would.
    private static string Renamed(RecordedExchange exchange, NameTable names)
    {
        var body = names.Rename(exchange.ResponseBody);
        return exchange.DecodedToken is { } token
            ? $$"""{"token":"{{Part(names, token.GetProperty("header").GetRawText())}}.{{Part(names, token.GetProperty("claims").GetRawText())}}.signature",{{body[body.IndexOf("\"access_token\"", StringComparison.Ordinal)..]}}"""
            : body;
    }

    private static string Part(NameTable names, string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(names.Rename(json)));

    private static Answer Webhook(RecordedExchange exchange, NameTable names) => new(
        0,
        exchange.RequestHeaders.Where(header => header.Value.Length > 0).ToDictionary(header => header.Key, IReadOnlyList<string> (header) => [names.Rename(header.Value)]),
        names.Rename(exchange.RequestBody!),
        TimeSpan.Zero);
}
