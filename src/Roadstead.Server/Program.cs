using Roadstead.Server.Hosting;

try
{
    await using var app = RoadsteadServer.Create(args);
    await RoadsteadServer.RunAsync(app);
    return 0;
}
catch (ConfigurationException e)
{
    await Console.Error.WriteLineAsync($"roadstead-server: {e.Message}");
    return 78; // EX_CONFIG
}
