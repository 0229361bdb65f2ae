namespace Members.Grains.Accounts;

/// <summary>Where a member came from.</summary>
/// <param name="Run">The import.</param>
/// <param name="Row">The row of its file.</param>
/// <param name="At">When.</param>
/// <param name="Version">The version of the credentials that they came with.</param>
[GenerateSerializer, Immutable, Alias("members.ImportMark")]
internal sealed record ImportMark(Guid Run, long Row, DateTimeOffset At, int Version) : Extensible
{
    /// <summary>Whether this row has made the member.</summary>
    public bool IsOf(Guid run, long row) => Run == run && Row == row;

    /// <summary>Whether the member has been here since they came: they have logged in, or set a password.</summary>
    public bool HasBeenHereSince(MemberRecord record) =>
        record.LastLoginAt >= At || !record.Sessions.IsEmpty || record.Credentials.Version != Version;
}
