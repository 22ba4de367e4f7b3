using System.Security.Cryptography;

namespace Roadstead.Testing.Harbor.Users;

/// <summary>The users. 1 is the built-in admin, 2 the anonymous; a failed create burns an id.</summary>
public sealed class UserStore
{
    private readonly HarborState state;
    private readonly List<UserState> users = [];
    private long lastId = 2;

    internal UserStore(HarborState state)
    {
        this.state = state;
        Admin = new UserState(1, "admin", NewPassword(), state.Now) { IsAdmin = true, Realname = "system admin", Comment = "admin user" };
        users.Add(Admin);
    }

    /// <summary>The built-in admin; its password is made for this fake.</summary>
    public UserState Admin { get; }

    public IReadOnlyList<UserState> All => users;

    public UserState? Find(string username) => users.Find(user => user.Username == username);

    public UserState? Find(long id) => users.Find(user => user.Id == id);

    public UserState Create(string username, string password)
    {
        var user = new UserState(NextId(), username, password, state.Now) { Email = $"{username}@example.com", Realname = username };
        users.Add(user);
        return user;
    }

    /// <summary>An id that nobody gets.</summary>
    public long NextId() => ++lastId;

    public void Remove(UserState user)
    {
        users.Remove(user);
        foreach (var project in state.Projects.All)
        {
            project.Members.RemoveAll(member => member.User == user);
        }
    }

    /// <summary>A password that Harbor takes.</summary>
    public static string NewPassword() => "Aa1" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 29);

    /// <summary>8 to 128 characters with a capital, a small letter and a digit.</summary>
    public static bool IsStrong(string password) =>
        password.Length is >= 8 and <= 128 && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiDigit);
}
