using Members.Grains.Emails;
using Members.Grains.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// The rules that the explorer runs. The real ones are the default; the others plant one fault each, to show that the
/// explorer would see it.
/// </summary>
internal sealed record Rules
{
    public static readonly Rules Real = new();

    /// <summary>A late confirmation takes the address from whoever has it by now.</summary>
    public static readonly Rules ConfirmSteals = new()
    {
        Confirm = (_, member, operation) => new(new ClaimRecord { State = ClaimState.Held, MemberId = member, Operation = operation }, true),
    };

    /// <summary>The old address is freed when the new one is confirmed, before the member's record names the new one.</summary>
    public static readonly Rules ReleasesBeforeTheMemberIsWritten = new() { ConfirmFreesOthers = true };

    /// <summary>A login asks the index and believes it.</summary>
    public static readonly Rules LoginTrustsTheIndex = new() { LoginAsksTheMember = false };

    /// <summary>A claim of work that died stays for ever.</summary>
    public static readonly Rules ClaimsNeverLapse = new()
    {
        Claim = (record, member, operation, now) => Claims.Claim(record, member, operation, now, TimeSpan.FromDays(1000)),
    };

    /// <summary>Releasing asks for the member only: a late release of an old operation frees what a new one holds.</summary>
    public static readonly Rules ReleaseIgnoresTheOwner = new() { Release = (_, _, _) => new(new ClaimRecord(), true) };

    /// <summary>The store lets a writer overwrite what it has not read.</summary>
    public static readonly Rules WritesBlindly = new() { ChecksVersions = false };

    /// <summary>After a write that failed, the record in memory is believed.</summary>
    public static readonly Rules BelievesMemoryAfterAFailure = new() { ReadsAgainAfterFailure = false };

    /// <summary>A claim is given to whoever asks, though another's stands.</summary>
    public static readonly Rules ClaimsOverlap = new()
    {
        Claim = (record, member, operation, now) => record.State == ClaimState.Held
            ? Decision<ClaimRecord, bool>.Keep(record.IsOf(member, operation))
            : new(new ClaimRecord { State = ClaimState.Claimed, MemberId = member, Operation = operation, Until = now + World.ClaimLifetime }, true),
        Confirm = (record, member, operation) => record.State == ClaimState.Held && record.MemberId != member
            ? new(null, true)
            : new(record with { State = ClaimState.Held, MemberId = member, Operation = operation, Until = null }, true),
    };

    /// <summary>An address is taken back under the operation that set it aside: a late call of that sets it aside again.</summary>
    public static readonly Rules TakesBackUnderTheOldOperation = new()
    {
        UndoesUnderTheOldOperation = true,
        TakeBack = (record, member, operation, next) => Claims.TakeBack(record, member, operation, next) is { Answer: true } done ? done : new(null, record.State == ClaimState.Held && record.IsOf(member, operation)),
    };

    /// <summary>An address that is set aside is given to whoever claims it.</summary>
    public static readonly Rules SetAsideKeepsNobodyOut = new()
    {
        SetAside = (record, member, operation) => Claims.Release(record, member, operation),
    };

    /// <summary>Every attempt to register a member is the same operation: a late call of one acts on the claim of another.</summary>
    public static readonly Rules OneOperationForAllAttempts = new() { RegistersUnderTheMembersId = true };

    public Func<ClaimRecord, Guid, Guid, DateTimeOffset, Decision<ClaimRecord, bool>> Claim { get; init; } =
        (record, member, operation, now) => Claims.Claim(record, member, operation, now, World.ClaimLifetime);

    public Func<ClaimRecord, Guid, Guid, Decision<ClaimRecord, bool>> Confirm { get; init; } = Claims.Confirm;

    public Func<ClaimRecord, Guid, Guid, Decision<ClaimRecord, bool>> Release { get; init; } = Claims.Release;

    public Func<ClaimRecord, Guid, Guid, Decision<ClaimRecord, bool>> SetAside { get; init; } = Claims.SetAside;

    public Func<ClaimRecord, Guid, Guid, Guid, Decision<ClaimRecord, bool>> TakeBack { get; init; } = Claims.TakeBack;

    public bool RegistersUnderTheMembersId { get; init; }

    public bool UndoesUnderTheOldOperation { get; init; }

    public bool ConfirmFreesOthers { get; init; }

    public bool LoginAsksTheMember { get; init; } = true;

    public bool ChecksVersions { get; init; } = true;

    public bool ReadsAgainAfterFailure { get; init; } = true;
}
