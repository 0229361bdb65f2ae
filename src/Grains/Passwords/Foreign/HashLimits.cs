namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// What a hash of another site may cost. A file of an import is not trusted: a hash that takes a minute or all of the memory to check
/// would stop a silo at its owner's first login.
/// </summary>
internal static class HashLimits
{
    /// <summary>The fewest bytes of a digest.</summary>
    public const int ShortestDigest = 16;

    /// <summary>The most bytes of a digest.</summary>
    public const int LongestDigest = 256;

    /// <summary>The costs of bcrypt; 16 takes about three seconds.</summary>
    public const int LeastBcryptCost = 4, MostBcryptCost = 16;

    /// <summary>The iterations of PBKDF2, and all of them: a digest longer than its function's repeats them for each part.</summary>
    public const int MostIterations = 2_000_000, MostIterationsOfAll = 4_000_000;

    /// <summary>The memory of scrypt, N·r·128 bytes, and all of it for each of p in turn.</summary>
    public const long MostScryptBytes = 128 << 20, MostScryptWork = 256 << 20;

    /// <summary>The memory of Argon2 in KiB, and the same times the passes over it.</summary>
    public const int MostArgon2Memory = 256 << 10, MostArgon2Work = 512 << 10;

    /// <summary>The rounds of SHA-crypt.</summary>
    public const int LeastCryptRounds = 1_000, MostCryptRounds = 1_000_000;

    /// <summary>The binary logarithm of phpass's rounds.</summary>
    public const int LeastPhpassLog2 = 4, MostPhpassLog2 = 20;

    /// <summary>
    /// Of a longer password the algorithms that hash it again in each round take only this many bytes of UTF-8, so that a long guess
    /// costs no more than a short one. One that is really longer does not match; its member sets a new one.
    /// </summary>
    public const int MostBytesEachRound = 256;

    // From here on a digest is kept as it is; below, it is wrapped in bcrypt. These are the least that software of the last ten years sets.

    /// <summary>PBKDF2: ASP.NET Core Identity's 100,000.</summary>
    public const int SlowIterations = 100_000;

    /// <summary>scrypt: Firebase's N·r·p of 2^14 times 8.</summary>
    public const int SlowScryptBlocks = 1 << 17;

    /// <summary>Argon2: the 4 MiB and three passes of Ory Kratos and Zitadel.</summary>
    public const int SlowArgon2Work = 12 << 10;

    /// <summary>SHA-crypt: as long as the least of bcrypt. Its default of 5,000 is not.</summary>
    public const int SlowCryptRounds = 200_000;
}
