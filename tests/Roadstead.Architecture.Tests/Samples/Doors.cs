// What the rules must catch: each type pretends to live in a namespace of the product and breaks one rule, as deep inside a body as code can hide it.
namespace Roadstead.Server.Storage
{
    internal sealed class SampleStore : Microsoft.EntityFrameworkCore.DbContext
    {
        public int Count { get; init; }
    }
}

namespace Roadstead.Server.Admission
{
    internal sealed class SampleDoor
    {
        public static int Decide() => new Storage.SampleStore().Count;
    }
}

namespace Roadstead.Server.Tokens
{
    internal sealed class SampleDoor
    {
        public static Func<int> Decide() => () => new Storage.SampleStore().Count;
    }
}

namespace Roadstead.Server.Gateway
{
    internal sealed class SampleDoor
    {
        public static async Task<bool> DecideAsync(object source, CancellationToken cancellationToken)
        {
            await Task.CompletedTask.WaitAsync(cancellationToken);
            return source is Storage.SampleStore;
        }
    }
}

namespace Roadstead.Server.PullSecrets
{
    internal sealed class SampleDoor
    {
        public static Type Decide() => typeof(List<Storage.SampleStore>);
    }
}

namespace Roadstead.Server.Console
{
    internal sealed class SamplePage(Lazy<Storage.SampleStore> store)
    {
        public object Store { get; } = store;
    }
}

namespace Roadstead.Registries.Distribution
{
    internal sealed class SampleClient
    {
        public static object Create(string kind) => kind switch
        {
            "a" => new HttpClient(),
            "b" => new List<Microsoft.AspNetCore.Http.HttpContext>(),
            "c" => 1,
            "d" => 2L,
            "e" => 3.0,
            _ => kind,
        };
    }
}

namespace Roadstead.Kubernetes.Objects
{
    internal sealed class SampleObject
    {
        public static Type Kind() => typeof(Registries.Distribution.SampleClient);
    }
}

namespace Roadstead.Core.Access
{
    internal sealed class SampleDecision
    {
        public static Type Kind() => typeof(Registries.Distribution.SampleClient);
    }
}
