using Roadstead.Registries.Detection;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Tests.Detection;

internal static class Detecting
{
    // What is not answered in time only leaves the picture less sharp: a busy machine would find something else.
    private static readonly DistributionOptions Patient = new() { DetectionTimeout = TimeSpan.FromMinutes(1) };

    public static Task<RegistryDetection> DetectAsync(string text, RegistryEndpoint? endpoint = null, DistributionOptions? options = null, TimeProvider? time = null)
    {
        Assert.True(PastedAddress.TryParse(text, out var address, out var error), error);

        // The login is there to be left alone.
        endpoint ??= Some.Endpoint(address.Root, Some.Login);
        return new RegistryDetector(new HostBudgets(), options ?? Patient, time ?? TimeProvider.System).DetectAsync(endpoint, address, TestContext.Current.CancellationToken);
    }

    public static Task<RegistryDetection> DetectAsync(Uri url) => DetectAsync(url.ToString());

    public static string TextOf(this RegistryDetection found) => found.Url.AbsoluteUri.TrimEnd('/');
}
