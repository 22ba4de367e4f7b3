using Roadstead.Benchmarks.Access;

switch (args)
{
    case ["decide"]:
        DecideBenchmark.Run(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            usage: dotnet run -c Release --project bench/Roadstead.Benchmarks -- <benchmark>

              decide    AccessMap: build, Decide, Visible
            """);
        return 2;
}
