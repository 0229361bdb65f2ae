namespace Members.Grains.Accounts;

/// <summary>Who must forget what they remember of a member before a commit is answered.</summary>
internal enum Audience
{
    /// <summary>Nobody: what they remember is right.</summary>
    Nobody,

    /// <summary>Gateways, which remember the answers to session checks.</summary>
    Gateways,

    /// <summary>Every silo, and then every gateway.</summary>
    Everybody,
}
