using Members.Grains.Passwords.Foreign;

namespace Members.Tests.Unit.Passwords.Foreign;

public sealed class HashFaultTests
{
    private const string Salt = "c29tZXNhbHRzb21lc2FsdA", Digest = "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    [Theory]
    [InlineData("hunter2")]
    [InlineData("$")]
    [InlineData("$$")]
    [InlineData("$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D")]
    [InlineData("$argon2$v=19$m=65536,t=2,p=1$" + Salt + "$" + Digest)]
    [InlineData("{CRYPT}$1$28772684$iEwNOgGugqO9.bIz5sk8k/")]
    [InlineData("{SSHA")]
    [InlineData("098f6bcd4621d373cade4e832627b4f")]
    [InlineData("bcrypt_sha256$$2b$12$6C3u..")]
    public void A_form_that_nobody_knows(string text) => Assert.Equal("UNKNOWN_HASH", Fault(text).Code);

    [Theory]
    [InlineData("$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i")]
    [InlineData("$2a$10$")]
    [InlineData("$wp$2y$10$abcdefghijklmnopqrstuuVGMbpsqCOg")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$" + Salt)]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$" + Salt + "$")]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$" + Salt + "$CTFhFdXPJO1aFaMaO6Mm")]
    [InlineData("$pbkdf2-sha256$i=1000,l=32$" + Salt + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPA")]
    [InlineData("$pbkdf2-sha256$i=1000$" + Salt + "$CTFhFdXPJO1aFaMaO6Mm5")]
    [InlineData("$scrypt$ln=14,r=8,p=1$" + Salt + "$CTFhFdXPJO0")]
    [InlineData("$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$" + Digest)]
    [InlineData("$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$" + Digest + "$Bw==$" + "jxspr8Ki0RYycVU8zykbdA==")]
    [InlineData("{SSHA}tooshort")]
    [InlineData("{SSHA256}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==")]
    [InlineData("$md5$CY9rzUYh03PK")]
    [InlineData("$sha256$pf=e1NBTFR9e1BBU1NXT1JEfQ==$MTIz$q+RdKCgc+ipCAcm5ChQwlQ==")]
    [InlineData("$hmac-md5$ZmU4Njk3Zjc0MmQwODA0MDVkMTI3MGU2MTYzMzE2Zjk=")]
    [InlineData("$hmac-md5$ZmU4Njk3Zjc0MmQwODA0MDVkMTI3MGU2MTYzMzE2$MTIzNDU=")]
    [InlineData("$1$28772684$iEwNOgGugqO9.bIz5sk8")]
    [InlineData("$6$saltsalt$Bv2ED8D9vecztBteMaPAHERuPPbvfeC7pYcTIxX.3Gx3AAon5BegfKtaxH4vInTB")]
    [InlineData("$P$Babcdefgh/2S7Uu8CRNzbUQYdSN")]
    [InlineData("$P$Babc")]
    [InlineData("pbkdf2_sha256$20000$H0dPx8NeajVu")]
    [InlineData(":pbkdf2:sha512:30000:64:EsMsIzE6GJb6qB7VqL0j9A==:Digest")]
    [InlineData("00112233445566778899aabbccddeeff:8489b1fd9d48")]
    public void A_hash_that_is_cut_short(string text) => Assert.Equal("HASH_CUT_SHORT", Fault(text).Code);

    [Theory]
    [InlineData("$2a$17$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.", "the cost is more than 16")]
    [InlineData("$wp$2y$31$abcdefghijklmnopqrstuuVGMbpsqCOgKv8ToIjFzlNO4m9yR7Lky", "the cost is more than 16")]
    [InlineData("$argon2id$v=19$m=262145,t=1,p=1$" + Salt + "$" + Digest, "the memory in KiB is more than 262,144")]
    [InlineData("$argon2id$v=19$m=262144,t=3,p=1$" + Salt + "$" + Digest, "the memory in KiB times the passes is more than 524,288")]
    [InlineData("$argon2id$v=19$m=64,t=99999999999,p=1$" + Salt + "$" + Digest, "the number of passes is more than 524,288")]
    [InlineData("$argon2id$v=19$m=65536,t=1,p=256$" + Salt + "$" + Digest, "the number of lanes is more than 255")]
    [InlineData("$pbkdf2-sha256$i=2000001$" + Salt + "$" + Digest, "the number of iterations is more than 2,000,000")]
    [InlineData(
        "$pbkdf2-sha256$i=1400000$" + Salt + "$" + Digest + "A" + Digest + "A" + Digest + "A",
        "the number of iterations for all of its digest is more than 4,000,000")]
    [InlineData("pbkdf2_sha256$2000001$H0dPx8NeajVu$" + Digest, "the number of iterations is more than 2,000,000")]
    [InlineData(":pbkdf2:sha512:99999999999:32:EsMsIzE6GJb6qB7VqL0j9A==:" + Digest, "the number of iterations is more than 2,000,000")]
    [InlineData("$scrypt$ln=18,r=8,p=1$" + Salt + "$" + Digest, "the memory in bytes is more than 134,217,728")]
    [InlineData("$scrypt$ln=14,r=16,p=9$" + Salt + "$" + Digest, "the memory in bytes times p is more than 268,435,456")]
    [InlineData("$scrypt$ln=63,r=1048576,p=1048576$" + Salt + "$" + Digest, "the memory in bytes is more than 134,217,728")]
    [InlineData("$scrypt$ln=2097152,r=8,p=1$" + Salt + "$" + Digest, "N is more than 1,048,576")]
    [InlineData("$firescrypt$ln=20,r=8,p=1$42xEC+ixf3L2lw==$" + Digest + "$Bw==$" + Digest, "the memory in bytes is more than 134,217,728")]
    [InlineData("$6$rounds=1000001$saltsalt$Bv2ED8D9vecztBteMaPA", "the number of rounds is more than 1,000,000")]
    [InlineData("$P$Jabcdefgh/2S7Uu8CRNzbUQYdSNd1/0", "the number of rounds is more than 1,048,576")]
    public void A_hash_that_costs_too_much_says_which_limit_it_is_beyond(string text, string what)
    {
        var fault = Fault(text);

        Assert.Equal("HASH_TOO_EXPENSIVE", fault.Code);
        Assert.Equal($"The password hash costs too much to check: {what}.", fault.Sentence);
    }

    [Theory]
    [InlineData("$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.x")]
    [InlineData("$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i!")]
    [InlineData("$2a$03$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.")]
    [InlineData("$argon2id$v=17$m=65536,t=2,p=1$" + Salt + "$" + Digest)]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1,keyid=1$" + Salt + "$" + Digest)]
    [InlineData("$argon2id$v=19$m=65536,t=2$" + Salt + "$" + Digest)]
    [InlineData("$argon2id$v=19$m=7,t=2,p=1$" + Salt + "$" + Digest)]
    [InlineData("$pbkdf2-sha256$i=0$" + Salt + "$" + Digest)]
    [InlineData("$pbkdf2-sha256$i=1000,i=1000$" + Salt + "$" + Digest)]
    [InlineData("$pbkdf2-sha256$i=1000$not base64$" + Digest)]
    [InlineData("$pbkdf2-sha256$i=1000$" + Salt + "$" + Digest + "$" + Digest)]
    [InlineData("$scrypt$ln=16383,r=8,p=1$" + Salt + "$" + Digest)]
    [InlineData("$scrypt$ln=16,r=1,p=1$" + Salt + "$" + Digest)]
    [InlineData("$fbscrypt$v=2,n=14,r=8,p=1,ss=Bw==,sk=" + Digest + "$C0sHCg9ek77hsg==$" + Digest)]
    [InlineData("$sha1$pf=MTIz$MTIz$2qU2SGWP8viTM1md3FiI3+rjWXQ=")]
    [InlineData("$sha1$40000$jtNX3nZ2$hBNaIXkt4wBI2o5rsi8KejSjNqIq")]
    [InlineData("$hmac-md5$MTIzNDU!$MTIzNDU=")]
    [InlineData("$1$much too long a salt$iEwNOgGugqO9.bIz5sk8k/")]
    [InlineData("$6$saltsalt$Bv2ED8D9vecztBteMaPAHERuPPbvfeC7pYcTIxX.3Gx3AAon5BegfKtaxH4vInTBnYkg2ej5LsFrEG40xkgIG!")]
    [InlineData("$6$rounds=many$saltsalt$Bv2ED8D9vecztBteMaPA")]
    public void A_hash_that_is_damaged(string text) => Assert.Equal("HASH_DAMAGED", Fault(text).Code);

    private static HashFault Fault(string text)
    {
        var parsed = ForeignHashes.Parse(text);
        Assert.Null(parsed.Hash);
        return parsed.Fault!;
    }
}
