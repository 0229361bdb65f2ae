namespace Members.Grains.Passwords.Foreign;

/// <summary>What parsing a hash came to: the hash, or why it is none.</summary>
internal readonly record struct ParsedHash(ForeignHash? Hash, HashFault? Fault)
{
    public static implicit operator ParsedHash(HashFault fault) => new(null, fault);

    public static implicit operator ParsedHash(ForeignHash hash) => new(hash, null);

    /// <summary>Never the hash.</summary>
    public override string ToString() => Fault?.Code ?? $"{Hash}";
}
