namespace Roadstead.Registries;

/// <summary>Capabilities of drivers.</summary>
public static class RegistryDriverExtensions
{
    /// <summary>The driver as a capability; null when it has not got it.</summary>
    public static T? As<T>(this IRegistryDriver driver)
        where T : class => driver as T;
}
