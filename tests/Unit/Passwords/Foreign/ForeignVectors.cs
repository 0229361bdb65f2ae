namespace Members.Tests.Unit.Passwords.Foreign;

/// <summary>
/// A hash of each kind with its password. Most are published: in RFCs, the specification of SHA-crypt, the examples of hashcat, and the
/// tests of Ory Kratos, GoTrue, passwap, phpass and the reference implementation of Argon2. The others were made with Python's hashlib and
/// libxcrypt.
/// </summary>
internal static class ForeignVectors
{
    public static readonly IReadOnlyList<(string Name, string Hash, string Password)> All =
    [
        ("bcrypt $2a$ (GoTrue)", "$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.", "test"),
        ("bcrypt $2b$ (issue of Auth0)", "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG", "goat on every roof"),
        ("bcrypt $2a$ (hashcat 3200)", "$2a$05$LhayLxezLhK1LhWvKxCyLOj0j1u.Kj0jZ0pEmm134uzrQlFvQJLF6", "hashcat"),
        (
            "bcrypt $2y$, 72 of 80 bytes (crypt_blowfish)",
            "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored"),
        ("WordPress 6.8", "$wp$2y$10$abcdefghijklmnopqrstuuVGMbpsqCOgKv8ToIjFzlNO4m9yR7Lky", "goat on every roof"),
        ("WordPress 6.8 (public)", "$wp$2y$12$iWN5xRwDE7i9R5jVJvCyqOxS1CNnwUggQaF8O2W9Bg8TuXQz.ngrS", "grimoire-test-123"),
        ("phpass, WordPress", "$P$Babcdefgh/2S7Uu8CRNzbUQYdSNd1/0", "goat on every roof"),
        ("phpass (its own test)", "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0", "test12345"),
        ("phpass (hashcat 400)", "$P$984478476IagS59wHZvyQMArzfx58u.", "hashcat"),
        ("phpass, phpBB (hashcat 400)", "$H$984478476IagS59wHZvyQMArzfx58u.", "hashcat"),
        ("Drupal 7 (hashcat 7900)", "$S$C33783772bRXEx1aCsvY.dqgaaSu76XmVlKrW9Qu8IQlvxHlmzLf", "hashcat"),
        ("Argon2id (reference)", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password"),
        (
            "Argon2id with two lanes (GoTrue)",
            "$argon2id$v=19$m=32,t=3,p=2$SFVpOWJ0eXhjRzVkdGN1RQ$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk",
            "test"),
        (
            "Argon2i (passwap)",
            "$argon2i$v=19$m=4096,t=3,p=1$cmFuZG9tc2FsdGlzaGFyZA$YMvo8AUoNtnKYGqeODruCjHdiEbl1pKL2MsYy9VgU/E",
            "password"),
        ("Argon2i, version 16 (reference)", "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ", "password"),
        ("Argon2d", "$argon2d$v=19$m=65536,t=4,p=4$PUfIWctZa611rpXSOicEAA$eUtgGpyO1+ylLPGhN8gvRXBXF+Zd97kQIZA7OgX4VIM", "apple123"),
        ("PBKDF2, SHA-1 (RFC 6070)", "$pbkdf2-sha1$i=4096,l=20$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE", "password"),
        ("PBKDF2, SHA-224", "$pbkdf2-sha224$i=1000,l=32$c2FsdA$07zzIP2RiQjq/KpGD69A4gH2UI1Obz2cHAq9MNrgjMg", "password"),
        (
            "PBKDF2, SHA-256 (RFC 7914)",
            "$pbkdf2-sha256$i=80000,l=64$TmFDbA$TdzY9guYviGDDO5e8icB+WQaRBjQTAQUrv8Ih2s0q1ah1CWhIlgzVJrbhBtRybMXaicr3ruh0Hh"
                + "Hj2Kzl/M8jQ",
            "Password"),
        ("PBKDF2, SHA-384", "$pbkdf2-sha384$i=1000,l=32$c2FsdA$O9N+IjaUHUp3sbW3FMb5E/q7awhBptfYZWuZ1hHpAP4", "password"),
        (
            "PBKDF2, SHA-512, padded and without l",
            "$pbkdf2-sha512$i=150000$c2FsdA==$foQ7yTHeI0zAgsHRXrZHYruwLupU3iUzukFcg00FYw8D9OOPJ/iaBYY1JPo/XjHgKgQmY4HN2fl8J"
                + "rLOoPgHAg==",
            "goat on every roof"),
        (
            "PBKDF2 of Discourse",
            "$pbkdf2-sha256$i=600000,l=32$MDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmY=$UNv8D5Q/Km7DgR+eleyNXTJQtq9uHdpSPb8z"
                + "ZB76gVs=",
            "goat on every roof"),
        (
            "PBKDF2 of Keycloak",
            "$pbkdf2-sha512$i=210000,l=64$c2FsdC1vZi1zYW1wbGUtMQ==$yUVINgyd6ZeqWQ/ySatVuLUSxgAuUstSdsHAcZ3b6/oy0oYRhH2xKIDN"
                + "mcPSVr5fDakbjPmRmWc/xwrqh3mfgA==",
            "goat on every roof"),
        ("PBKDF2 of passlib, SHA-1", "$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE", "password"),
        ("PBKDF2 of passlib (passwap)", "$pbkdf2-sha256$12$cmFuZG9tc2FsdGlzaGFyZA$OFvEcLOIPFd/oq8egf10i.qJLI7A8nDjPLnolCWarQY", "password"),
        (
            "PBKDF2 of passlib, SHA-256",
            "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
            "toomanysecrets"),
        (
            "PBKDF2 of passlib, SHA-512 (hashcat 20200)",
            "$pbkdf2-sha512$25000$LyWE0HrP2RsjZCxlDGFMKQ$1vC5Ohk2mCS9b6akqsEfgeb4l74SF8XjH.SljXf3dMLHdlY1GK9ojcCKts6/asR4aP"
                + "qBmk74nCDddU3tvSCJvw",
            "hashcat"),
        ("Django (hashcat 10000)", "pbkdf2_sha256$20000$H0dPx8NeajVu$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=", "hashcat"),
        (
            "MediaWiki",
            ":pbkdf2:sha512:30000:64:EsMsIzE6GJb6qB7VqL0j9A==:bvIlkst9uLdxJO3iRQYSNfzdoIFQN/YJdZ/hSi49sr8aKeUBBvAZ1JKX7Y2Hp"
                + "B6YxIeurNUTFOAXN2GohCtDHw==",
            "goat on every roof"),
        (
            "scrypt (RFC 7914)",
            "$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvf"
                + "oswGQA",
            "password"),
        ("scrypt (passwap)", "$scrypt$ln=16,r=8,p=1$cmFuZG9tc2FsdGlzaGFyZA$Rh+NnJNo1I6nRwaNqbDm6kmADswD1+7FTKZ7Ln9D8nQ", "password"),
        (
            "scrypt of Kratos, with N itself",
            "$scrypt$ln=16384,r=8,p=1$2npRo7P03Mt8keSoMbyD/tKFWyUzjiQf2svUaNDSrhA=$MiCzNcIplSMqSBrm4HckjYqYhaVPPjTARTzwB1cV"
                + "NYE=",
            "test"),
        (
            "scrypt of better-auth",
            "00112233445566778899aabbccddeeff:8489b1fd9d4819573e6362032fbc157910a0d6d58f44411feff16c1e5492403d2c00e7ca65f14"
                + "840daba1a1de8b9cb42a932cd47aed4634899f0dd5b2406f469",
            "goat on every roof"),
        (
            "Firebase (official)",
            "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjo"
                + "Zilo78198JAdRuid5lQ==$Bw==$jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9W"
                + "mXA==",
            "user1password"),
        (
            "Firebase (Kratos)",
            "$firescrypt$ln=14,r=8,p=1$sPtDhWcd1MfdAw==$xbSou7FOl6mChCyzpCPIQ7tku7nsQMTFtyOZSXXd7tjBa4NtimOx7v42Gv2SfzPQu1o"
                + "xM2/k4SsbOu73wlKe1A==$Bw==$YE0dO4bwD4JnJafh6lZZfkp1MtKzuKAXQcDCJNJNyeCHairWHKENOkbh3dzwaCdizzOspwr/FITUVlnOAwP"
                + "Kyw==",
            "8x4WjoDbSxJZdR"),
        (
            "Firebase by way of Supabase (GoTrue)",
            "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=ou9tdYTGyYm8kuR6Dt0Bp0kDuAYoXrK16mbZO4yGwAn3oLspjnN0/c41v8xZnO1n14J3MjKj"
                + "1b2g6AUCAlFwMw==$C0sHCg9ek77hsg==$zKVTMvnWVw5BBOZNUdnsalx4c4c7y/w7IS5p6Ut2+CfEFFlz37J9huyQfov4iizN8dbjvEJlM5tQ"
                + "aJP84+hfTw==",
            "mytestpassword"),
        ("SSHA", "{SSHA}rL3PCTEoFhGSxpOk15CPrJ6AxyBzYWx0", "goat on every roof"),
        ("SSHA (hashcat 111)", "{SSHA}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==", "hashcat"),
        ("SSHA256 (hashcat 1411)", "{SSHA256}OZiz0cnQ5hgyel3Emh7NCbhBRCQ+HVBwYplQunHYnER7TLuV", "hashcat"),
        (
            "SSHA512 (hashcat 1711)",
            "{SSHA512}ALtwKGBdRgD+U0fPAy31C28RyKYx7+a8kmfksccsOeLknLHv2DBXYI7TDnTolQMBuPkWDISgZr2cHfnNPFjGZTEyNDU4OTkw",
            "hashcat"),
        ("SHA-1, salt first (Kratos)", "$sha1$pf=e1NBTFR9e1BBU1NXT1JEfQ==$NW9wbWtnejAzcg==$2qU2SGWP8viTM1md3FiI3+rjWXQ=", "test"),
        ("SHA-1 between dollars (Kratos)", "$sha1$pf=JHtQQVNTV09SRH0ke1NBTFR9JA==$NW9wbWtnejAzcg==$iE5n1yjX3oAdxRHwZ4u57I4LpQo=", "test"),
        ("SHA-256 (Kratos)", "$sha256$pf=e1NBTFR9JCR7UEFTU1dPUkR9$NW9wbWtnejAzcg==$HokCOi9OtiZaZRvnkgemV3B4UUHpI7kA8zq/EZWH2NY=", "test"),
        (
            "SHA-512 (Kratos)",
            "$sha512$pf=e1NBTFR9e1BBU1NXT1JEfQ==$NW9wbWtnejAzcg==$6ctpVuApMNp0CgBXcdHw/GC562eFEFGr4gpgANX8ZYsX+j5B19IkdmOY2"
                + "Fytsz3QUwSWdGcUjbqwgJGTH0UYvw==",
            "test"),
        ("MD5 with salt (Kratos)", "$md5$pf=e1BBU1NXT1JEfXtTQUxUfSQ/$MTIzNDU2Nzg5$8PhwWanVRnpJAFK4NUjR0w==", "ory"),
        ("MD5 (Kratos)", "$md5$CY9rzUYh03PK3k6DJie09g==", "test"),
        ("MD5 in hexadecimal (RFC 1321)", "C3FCD3D76192E4007DFB496CCA67E13B", "abcdefghijklmnopqrstuvwxyz"),
        ("md5-crypt (hashcat 500)", "$1$28772684$iEwNOgGugqO9.bIz5sk8k/", "hashcat"),
        ("md5-crypt", "$1$kJ4QkJaQ$3EbD/pJddrq5HW3mpZ4KZ1", "password"),
        ("md5-crypt (Kratos)", "$md5-crypt$TVEiiKNb$SN6/pUaRQS/E8Jh46As2C/", "test"),
        ("md5-crypt without salt (Kratos)", "$md5-crypt$$whuMjZj.HMFoaTaZRRtkO0", "test"),
        ("md5-crypt of 80 bytes (libxcrypt)", "$1$abc$wyjJpbkBYa4Ic5HZDzNu8.", "ääääääääääääääääääääääääääääääääääääääää"),
        ("SHA-crypt, SHA-256 (Drepper)", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5", "Hello world!"),
        ("SHA-crypt, SHA-256 (hashcat 7400)", "$5$rounds=5000$GX7BopJZJxPc/KEK$le16UF8I2Anb.rOrn22AUPWvzUETDGefUmAV8AZkGcD", "hashcat"),
        ("SHA-crypt, SHA-256 (Kratos)", "$sha256-crypt$rounds=535000$05R.9KB6UC2kLI3w$Q/zslzx./JjkAVPTwp6th7nW5l7JU91Gte/UmIh.U78", "test"),
        (
            "SHA-crypt, SHA-512 (Drepper)",
            "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y"
                + "3RnOaw5v.",
            "Hello world!"),
        (
            "SHA-crypt, SHA-512 of a long password (Drepper)",
            "$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0",
            "we have a short salt string but not a short password"),
        (
            "SHA-crypt, SHA-512 (hashcat 1800)",
            "$6$52450745$k5ka2p8bFuSmoVT1tzOyyuaREkkKBcCNqoDKzYiJL9RaE8yMnPgh2XzzF0NDrUhgrcLwg78xs1w5pJiypEdFX/",
            "hashcat"),
        (
            "SHA-crypt, SHA-512",
            "$6$saltsalt$Bv2ED8D9vecztBteMaPAHERuPPbvfeC7pYcTIxX.3Gx3AAon5BegfKtaxH4vInTBnYkg2ej5LsFrEG40xkgIG/",
            "goat on every roof"),
        (
            "SHA-crypt of 80 bytes (libxcrypt)",
            "$6$abc$cbSAQU.UiioNRM8BoAUGXJrgJB36KhpRL6X1EERxZUwdBS.pOf7RtBmj.wzSapmcatPNH5e5SSXFXVmPwA.6K.",
            "ääääääääääääääääääääääääääääääääääääääää"),
        ("HMAC, md4 (Kratos)", "$hmac-md4$MWQ5ZTI4Nzc2Zjg4YmE2MTQ5YjQ0OTMyOGE4NWU4YjA=$MTIzNDU=", "test"),
        ("HMAC, md5 (Kratos)", "$hmac-md5$ZmU4Njk3Zjc0MmQwODA0MDVkMTI3MGU2MTYzMzE2Zjk=$MTIzNDU=", "test"),
        ("HMAC, sha1 (Kratos)", "$hmac-sha1$NDMyNjcxZTUyY2Y2YTBmYjZjZDE2NjQxYjAwNjFiZjAwOGEzNWM5MA==$MTIzNDU=", "test"),
        (
            "HMAC, sha224 (Kratos)",
            "$hmac-sha224$YmUwYmYzM2EwNGRlNDE0YjQzNjBhNmIyOThmNmIyYzI4OWQyMzk3MDUwZDFjMzliYjVmMDMyOTQ=$MTIzNDU=",
            "test"),
        (
            "HMAC, sha256 (Kratos)",
            "$hmac-sha256$ZTAzMWJhMWMyOTM4YjFkMjgzZjkxOWExZGY5YWM2NmMxOTJhN2RkNzQ0MzJkNWZkNGFkYTI5OTk0MWJhMTA5Zg==$MTIzNDU=",
            "test"),
        (
            "HMAC, sha384 (Kratos)",
            "$hmac-sha384$ZWEyMGM3NGE4Y2UzMTljNTdjZTlhZGQyYTZjNDE0MGQ4YjMwYWIwOWM4OTRiNWQ4MmZjODlhMzBhMmQzNGE5NmQ0NDY1NWRhY"
                + "jQ2ZjhiYjBkNTRmYjk5YWZkZTA1MGY1$MTIzNDU=",
            "test"),
        (
            "HMAC, sha512 (Kratos)",
            "$hmac-sha512$OTFmODY0ZTI1NmU0ZjVhYjhiMDViZGFmNGVmNGZmMGVlNTY4ODYwNWJhYTk4MTk2OTgyMzc3NzI1YTc4MzcxMTMzNzZmY2YxY"
                + "Tk5MGMxM2RiZDk2MGFmMmQ1YzRmODdlMGMwYTNkYjcyNjY0NjM4NGE4YzQ2MjNhZDZkN2UxZTE=$MTIzNDU=",
            "test"),
    ];
}
