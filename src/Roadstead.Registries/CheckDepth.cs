namespace Roadstead.Registries;

/// <summary>How much a health check does.</summary>
public enum CheckDepth
{
    /// <summary>Reachable, TLS, product; no login. Every few seconds.</summary>
    Cheap,

    /// <summary>All signals.</summary>
    Full,
}
