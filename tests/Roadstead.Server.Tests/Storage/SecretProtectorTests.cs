using System.Security.Cryptography;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Tests.Storage;

public sealed class SecretProtectorTests
{
    private static readonly EncryptionKey Old = EncryptionKey.Generate();
    private static readonly EncryptionKey New = EncryptionKey.Generate();
    private static readonly SecretPlace Place = SecretPlace.RegistryPassword(Guid.CreateVersion7());

    [Theory]
    [InlineData("")]
    [InlineData("pass:wörd €")]
    public void Unprotect_WhatProtectMade_IsTheSame(string secret)
    {
        var protector = With(New);

        Assert.Equal(secret, protector.Unprotect(protector.Protect(secret, Place), Place));
    }

    [Fact]
    public void Protect_TheSameTwice_IsNotTheSameCiphertext() => Assert.NotEqual(With(New).Protect("x", Place), With(New).Protect("x", Place));

    [Fact]
    public void Unprotect_AtAnotherPlace_Fails()
    {
        var protector = With(New);
        var cipher = protector.Protect("secret", Place);

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(cipher, SecretPlace.RegistryPassword(Guid.CreateVersion7())));
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(cipher, Place with { Column = "Other" }));
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(cipher, Place with { Table = "Other" }));
    }

    [Fact]
    public void Unprotect_AnyBitChanged_Fails()
    {
        var protector = With(New);
        var cipher = protector.Protect("secret", Place);
        for (var i = 0; i < cipher.Length; i++)
        {
            var changed = (byte[])cipher.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(changed, Place));
        }

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(cipher[..^1], Place));
        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect([], Place));
    }

    [Fact]
    public void Unprotect_UnderAnOlderKeyOfSeveral_Works()
    {
        var cipher = With(Old).Protect("secret", Place);

        Assert.Equal("secret", With(New, Old).Unprotect(cipher, Place));
        Assert.ThrowsAny<CryptographicException>(() => With(New).Unprotect(cipher, Place));
        Assert.Equal("again", With(New).Unprotect(With(New, Old).Protect("again", Place), Place));
    }

    [Fact]
    public void ParseAll_Base64AndHex_AreKeysAndAllElseIsNot()
    {
        var key = New.ToBase64();
        var hex = Convert.ToHexString(New.Bytes);

        Assert.Equal([New.Id], EncryptionKey.ParseAll(key)!.Select(k => k.Id));
        Assert.Equal([New.Id], EncryptionKey.ParseAll(hex)!.Select(k => k.Id));
        Assert.Equal([Old.Id, New.Id], EncryptionKey.ParseAll($"{Old.ToBase64()}\n{hex}\n")!.Select(k => k.Id));
        foreach (var bad in new[] { "", ",", "password", key[..^4], hex[..^2], hex[..^1] + "g", key + ",short" })
            Assert.Null(EncryptionKey.ParseAll(bad));
    }

    private static SecretProtector With(params EncryptionKey[] keys)
    {
        var protector = new SecretProtector();
        protector.Use(keys);
        return protector;
    }
}
