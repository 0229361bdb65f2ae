namespace Members.Grains.Import;

/// <summary>Mails the members whom an import has made, keyed by the import.</summary>
[Alias("members.IImportInvitesGrain")]
internal interface IImportInvitesGrain : IGrainWithGuidKey
{
    /// <summary>Goes on to mail them. One commit. Who was mailed before a call that died is not mailed again.</summary>
    /// <param name="most">The most mails.</param>
    [Alias("InviteSome"), ResponseTimeout("00:00:30")]
    Task<InviteStep> InviteSome(int most);
}

/// <summary>Mails the members of all imports, keyed by the site.</summary>
[Alias("members.IImportsUpkeepGrain")]
internal interface IImportsUpkeepGrain : IGrainWithStringKey
{
    /// <summary>Sends the mails that may leave now. The sweep asks.</summary>
    [Alias("Look")]
    Task Look();
}

/// <summary>What was done of it.</summary>
/// <param name="Mailed">How many mails leave.</param>
/// <param name="IsDone">Whether there is nobody left.</param>
[GenerateSerializer, Immutable, Alias("members.InviteStep")]
internal sealed record InviteStep(int Mailed, bool IsDone);
