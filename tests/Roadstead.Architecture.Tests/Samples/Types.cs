using System.Text.Json.Serialization;

namespace Roadstead.Server.Http
{
    public class SampleOpen
    {
        public static Task LoadAsync() => Task.CompletedTask;

        public static Task LoadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(name).WaitAsync(cancellationToken);
    }

    public class SampleParent;

    public sealed class SampleChild : SampleParent;

    internal interface ISampleLoader
    {
        IAsyncEnumerable<int> ReadAllAsync();
    }

    internal sealed class SampleSpaceHelper;
}

namespace Roadstead.Registries.Harbor
{
    public sealed record SampleProject([property: JsonPropertyName("project_id")] int Id);

    public sealed record SampleRobot(int Id);

    internal sealed record SampleLabel(int Id);

    [JsonSerializable(typeof(SampleRobot))]
    [JsonSerializable(typeof(SampleLabel))]
    internal sealed partial class SampleJson : JsonSerializerContext;
}

namespace Roadstead.Registries
{
    internal sealed class SampleReader
    {
        public static string Read() => new Harbor.SampleLabel(1).ToString();
    }
}
