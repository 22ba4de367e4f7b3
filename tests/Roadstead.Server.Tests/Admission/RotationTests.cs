using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Admission;

[Collection(AdmissionLabTests.Name)]
public sealed class RotationTests(AdmissionLab lab)
{
    private const int Clients = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>With Fail in enforce, a single call that does not get through is a pod that is refused.</summary>
    [Fact]
    public async Task While_the_authority_is_changed_no_pod_fails__at_the_highest_rate_of_creation()
    {
        await lab.SwitchAsync("enforce");
        var authorities = lab.Host.Services.GetRequiredService<Authorities>();
        var old = authorities.Bundle;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var clients = Enumerable.Range(0, Clients).Select(_ => CreateUntilAsync(ending.Token)).ToList();

        authorities.Rotate();
        var both = authorities.Bundle;
        await Eventually.TrueAsync(
            () =>
            {
                authorities.Advance();
                return authorities.Bundle != both;
            },
            "the old authority is left out",
            Cancellation,
            TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(old, authorities.Bundle, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await BundleAsync() == authorities.Bundle, "the configuration holds the new one alone", Cancellation);
        var soFar = clients.Sum(client => client.Count);
        await Eventually.TrueAsync(() => clients.Sum(client => client.Count) > soFar + (10 * Clients), "pods are made under the new one", Cancellation);
        await ending.CancelAsync();
        await Task.WhenAll(clients.Select(client => client.Task));

        Assert.Empty(clients.SelectMany(client => client.Failures).Take(3));
    }

    private Client CreateUntilAsync(CancellationToken cancellationToken)
    {
        var client = new Client();
        client.Task = Task.Run(
            async () =>
            {
                while (!cancellationToken.IsCancellationRequested)
                {
                    var (status, body) = await lab.CreateAsync("blue", AdmissionLab.Pod(null, lab.Private), dryRun: true);
                    client.Count++;
                    if (status != HttpStatusCode.Created) client.Failures.Add($"{status}: {body["message"]}");
                }
            },
            CancellationToken.None);
        return client;
    }

    private async Task<string> BundleAsync()
    {
        var configuration = await lab.Cluster.Admin.GetAsync($"/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{lab.Webhooks}", Cancellation);
        return System.Text.Encoding.ASCII.GetString(Convert.FromBase64String((string)configuration["webhooks"]![0]!["clientConfig"]!["caBundle"]!));
    }

    private sealed class Client
    {
        public Task Task { get; set; } = Task.CompletedTask;

        public int Count { get; set; }

        public List<string> Failures { get; } = [];
    }
}
