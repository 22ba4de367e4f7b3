namespace Roadstead.Server.Hosting;

/// <summary>The server cannot start with what it was given. The message is one line that names the key or file and says how to mend it.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
