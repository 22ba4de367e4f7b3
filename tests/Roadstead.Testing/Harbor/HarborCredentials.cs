namespace Roadstead.Testing.Harbor;

/// <summary>A login of a fake Harbor, of a user or of a robot.</summary>
public sealed record HarborCredentials(string Username, string Password)
{
    /// <summary>As the value of an Authorization header.</summary>
    public string Basic => "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Username}:{Password}"));
}
