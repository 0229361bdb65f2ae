namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>Firebase's own scrypt, whose key and parameters are not in the file.</summary>
internal static class FirebaseHash
{
    /// <summary>The canonical text; null when the hash or the salt is not Base64.</summary>
    public static string? Canonical(string? hash, string? salt, FirebaseParameters parameters)
    {
        if (Base64Text.Bytes(hash) is not { } hashBytes || Base64Text.Bytes(salt) is not { } saltBytes)
        {
            return null;
        }

        return Text(parameters.MemoryCost, parameters.Rounds, 1, saltBytes, hashBytes, parameters.SaltSeparator, parameters.SignerKey);
    }

    /// <summary>The canonical text of the form in which Supabase keeps what it took from Firebase; null when it is not of it.</summary>
    public static string? OfSupabase(string text)
    {
        if (text.Split('$') is not ["", "fbscrypt", var settings, var salt, var hash])
        {
            return null;
        }

        var values = settings.Split(',').Select(s => s.Split('=', 2)).Where(s => s.Length == 2).ToList();
        string? Value(string name) => values.FirstOrDefault(v => v[0] == name)?[1];
        int Number(string name) => int.TryParse(Value(name), out var number) ? number : 0;
        var (memory, rounds, lanes) = (Number("n"), Number("r"), Number("p"));
        return memory > 0 && rounds > 0 && lanes > 0 && Base64Text.Bytes(salt) is { } saltBytes && Base64Text.Bytes(hash) is { } hashBytes
            ? Text(memory, rounds, lanes, saltBytes, hashBytes, Value("ss") ?? "", Value("sk") ?? "")
            : null;
    }

    private static string? Text(int memory, int rounds, int lanes, byte[] salt, byte[] hash, string separator, string key) =>
        Base64Text.Bytes(separator) is { } separatorBytes && Base64Text.Bytes(key) is { } keyBytes
            ? $"$firescrypt$ln={memory},r={rounds},p={lanes}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
                + $"${Convert.ToBase64String(separatorBytes)}${Convert.ToBase64String(keyBytes)}"
            : null;
}
