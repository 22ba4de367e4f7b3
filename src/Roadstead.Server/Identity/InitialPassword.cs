using Roadstead.Server.Storage;

namespace Roadstead.Server.Identity;

/// <summary>The generated password of the first start, in a file for the server's own user alone until somebody has signed in.</summary>
public sealed class InitialPassword(DataDirectory directory)
{
    private readonly string file = directory.PathOf("initial-admin-password");

    public string File => file;

    public void Keep(string password) => directory.Write("initial-admin-password", password + "\n");

    /// <summary>Deletes the file, if it is there.</summary>
    public void Forget() => System.IO.File.Delete(file);
}
