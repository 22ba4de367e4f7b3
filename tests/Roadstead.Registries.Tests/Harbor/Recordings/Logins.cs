using System.Text;
using System.Text.Json;

namespace Roadstead.Registries.Tests.Harbor.Recordings;

/// <summary>Turns the placeholders for credentials into credentials, from what was asked and answered so far.</summary>
internal sealed class Logins(NameTable names, string adminPassword)
{
    private const string WrongPassword = "wrong-Pass-1";
    private readonly Dictionary<string, List<string>> passwords = new() { ["admin"] = [adminPassword] };
    private readonly Dictionary<string, string> robots = [];
    private readonly Dictionary<string, string> tokens = [];

    /// <summary>The password that the recorder gave admin.</summary>
    public const string RecordedAdminPassword = "Harbor12345";

    /// <summary>The Authorization header for a placeholder; null for none.</summary>
    public string? Header(string placeholder)
    {
        if (placeholder is "none" or "")
        {
            return null;
        }

        if (placeholder == "Basic <not base64>")
        {
            return "Basic %%%";
        }

        var (scheme, rest) = (placeholder[..placeholder.IndexOf('(', StringComparison.Ordinal)], placeholder[(placeholder.IndexOf('(', StringComparison.Ordinal) + 1)..^1]);
        var parts = rest.Split(", ", 2);
        return scheme == "bearer" ? $"Bearer {Token(parts)}" : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Login(names.Rename(parts[0]), parts.Length > 1 ? parts[1] : null)))}";
    }

    /// <summary>Learns new users, robots, secrets and tokens.</summary>
    public void Learn(string name, string method, string target, string? body, Answer answer)
    {
        var path = target.Split('?')[0];
        if (answer.Status == 201 && path == "/api/v2.0/users")
        {
            using var user = JsonDocument.Parse(body!);
            passwords[user.RootElement.GetProperty("username").GetString()!] = [user.RootElement.GetProperty("password").GetString()!];
        }
        else if (answer.Status == 201 && path == "/api/v2.0/robots" && method == "POST")
        {
            using var robot = JsonDocument.Parse(answer.Body);
            var login = robot.RootElement.GetProperty("name").GetString()!;
            robots[robot.RootElement.GetProperty("id").GetRawText()] = login;
            passwords[login] = [robot.RootElement.GetProperty("secret").GetString()!];
        }
        else if (answer.Status == 200 && method == "PATCH" && path.StartsWith("/api/v2.0/robots/", StringComparison.Ordinal))
        {
            using var chosen = JsonDocument.Parse(body!);
            using var made = JsonDocument.Parse(answer.Body);
            var source = made.RootElement.TryGetProperty("secret", out _) ? made : chosen;
            passwords[robots[path.Split('/')[^1]]].Add(source.RootElement.GetProperty("secret").GetString()!);
        }
        else if (answer.Status == 200 && path == "/service/token")
        {
            using var token = JsonDocument.Parse(answer.Body);
            tokens[name] = token.RootElement.GetProperty("token").GetString()!;
        }
    }

    /// <summary>The id of the robot of that name.</summary>
    public string? RobotOf(string login) => robots.FirstOrDefault(robot => robot.Value == login).Key;

    public void ForgetRobot(string id) => robots.Remove(id);

    private string Login(string user, string? which) => user switch
    {
        "wrong" => $"admin:{WrongPassword}",
        "unknown" => $"{names.Rename("rec-nobody-knows")}:{WrongPassword}",
        _ when which == "right secret, no prefix" => $"{user}:{passwords["robot$" + user][^1]}",
        _ when which == "old secret" => $"{user}:{passwords[user][^2]}",
        _ when which is "wrong password" or "wrong secret" || !passwords.ContainsKey(user) => $"{user}:{WrongPassword}",
        _ => $"{user}:{passwords[user][^1]}",
    };

    private string Token(string[] parts)
    {
        var token = tokens.GetValueOrDefault(parts[0], parts[0]);
        return parts.Length == 1 ? token : token[..^6] + (token.EndsWith("AAAAAA", StringComparison.Ordinal) ? "BBBBBB" : "AAAAAA");
    }
}
