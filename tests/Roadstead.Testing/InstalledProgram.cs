namespace Roadstead.Testing;

/// <summary>Programs from Debian packages. A missing one fails, it never skips.</summary>
public static class InstalledProgram
{
    /// <summary>The full path of a program; throws with the package to install when it is absent.</summary>
    public static string Find(string name, string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is not installed. Install it with: apt-get install {package}");
}
