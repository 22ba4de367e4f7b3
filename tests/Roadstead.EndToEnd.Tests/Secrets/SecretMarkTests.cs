using System.Text;

namespace Roadstead.EndToEnd.Tests.Secrets;

/// <summary>The search finds what it is there to find.</summary>
public sealed class SecretMarkTests
{
    private const string Secret = "Mark+of/a secret: ä\"&1";

    public static TheoryData<string> Hiding() =>
    [
        $"Password={Secret};",
        Uri.EscapeDataString($"user={Secret}&more"),
        System.Net.WebUtility.UrlEncode($"user={Secret}&more"),
        System.Text.Json.JsonSerializer.Serialize(new { password = Secret }),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{Secret}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"us:{Secret}!")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"use:{Secret}!!")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"use:{Secret}")).Replace('+', '-').Replace('/', '_'),
        "0x" + Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        "0x" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
    ];

    [Theory]
    [MemberData(nameof(Hiding))]
    public void FindIn_TextThatHoldsTheSecret_FindsIt(string text) =>
        Assert.NotNull(new SecretMark("secret", Secret).FindIn(Encoding.UTF8.GetBytes("before " + text + " after")));

    [Fact]
    public void FindIn_TextWithoutIt_FindsNothing() =>
        Assert.Null(new SecretMark("secret", Secret).FindIn(Encoding.UTF8.GetBytes("Mark of a secret, and " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:Mark of")))));
}
