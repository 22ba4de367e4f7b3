using Roadstead.Benchmarks.Access;
using Roadstead.Benchmarks.Admission;
using Roadstead.Benchmarks.Images;
using Roadstead.Benchmarks.Pages;
using Roadstead.Benchmarks.Registries;
using Roadstead.Benchmarks.Secrets;

switch (args)
{
    case ["decide"]:
        DecideBenchmark.Run(Console.Out);
        return 0;
    case ["changes"]:
        await ChangeBenchmark.RunAsync(Console.Out);
        return 0;
    case ["images"]:
        await SearchBenchmark.RunAsync(Console.Out);
        await CrawlBenchmark.RunAsync(Console.Out);
        return 0;
    case ["admission", var recording, var directory]:
        await AdmissionBenchmark.RunAsync(recording, directory, Console.Out);
        return 0;
    case ["review", var recording]:
        ReviewBenchmark.Run(recording, Console.Out);
        return 0;
    case ["pods"]:
        await PodsBenchmark.RunAsync(Console.Out);
        return 0;
    case ["secrets"]:
        await SecretsBenchmark.RunAsync(Console.Out);
        return 0;
    case ["foreign-secrets"]:
        await ForeignSecretsBenchmark.RunAsync(Console.Out);
        return 0;
    case ["registries"]:
        await RegistriesBenchmark.RunAsync(Console.Out);
        return 0;
    case ["pages"]:
        await PagesBenchmark.RunAsync(Console.Out);
        return 0;
    case ["pages", "look"]:
        await PagesBenchmark.LookAsync(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            usage: dotnet run -c Release --project bench/Roadstead.Benchmarks -- <benchmark>

              decide    AccessMap: build, Decide, Visible
              changes   API changes on a small and on a large store
              admission RECORDING DIRECTORY  (bench/admission.sh runs it) the validating webhook beside one that always allows
              review RECORDING  what one review costs within the process, part by part
              pods      pods made at a real API server, with and without admission
              images    the index: searches at 100,000 repositories, and API changes during a crawl of 20,000
              registries  500 registries, 50 of them dead in ten ways: how fresh the others stay, and what that costs
              secrets   pull secrets of 1,000 namespaces on a real API server, against a bare client
              pages     the console's pages with 500 registries, 100,000 images, 2,000 workspaces and 20,000 namespaces; pages look: leaves it open to be looked at
              foreign-secrets  what 90,000 secrets of others in a cluster cost
            """);
        return 2;
}
