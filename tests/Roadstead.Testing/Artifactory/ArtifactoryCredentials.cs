namespace Roadstead.Testing.Artifactory;

/// <summary>A login of a fake Artifactory.</summary>
public sealed record ArtifactoryCredentials(string Username, string Password)
{
    /// <summary>As the value of an Authorization header.</summary>
    public string Basic => "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Username}:{Password}"));
}
