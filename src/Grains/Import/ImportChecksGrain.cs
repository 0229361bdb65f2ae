using Members.Calls;
using Members.Emails;
using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Orleans.Concurrency;

namespace Members.Grains.Import;

/// <summary>Looks at rows before they are imported.</summary>
[StatelessWorker, Reentrant, GrainType("import-checks")]
internal sealed class ImportChecksGrain(IPasswordHashing hashing, TimeProvider clock) : Grain, IImportChecksGrain
{
    /// <inheritdoc/>
    public async Task<ImportedRow[]> Check(ImportRow[] rows)
    {
        var checks = new List<ImportedRow>(rows.Length);
        await foreach (var some in Paced.Parts(rows))
        {
            checks.AddRange(await Task.WhenAll(some.Select(Check)));
        }

        return [.. checks];
    }

    /// <inheritdoc/>
    public Task<Outcome<PasswordTrial>> TryPassword(PortableHash hash, PlainPassword password) =>
        hashing.Try(hash, password, HashRequests.For(HashLane.Import, CallOrigin.Current.Actor), CancellationToken.None);

    private async Task<ImportedRow> Check(ImportRow row)
    {
        if (RowImport.WithoutMember(row) is { } none)
        {
            return none;
        }

        var member = row.Member!;
        Violation?[] found =
        [
            .. PortableLimits.Violations(member, clock.GetUtcNow()),
            member.Password is { } hash ? hashing.Inspect(hash) : null,
        ];
        if (found.OfType<Violation>().FirstOrDefault() is { } violation)
        {
            return Refused(row, new Refusal.Invalid(violation));
        }

        if (await GrainFactory.GetGrain<ILoginIndexGrain>(LoginKey.For(member.Email).Value).IsTaken(member.Id ?? Guid.Empty))
        {
            return Refused(row, new Refusal.EmailTaken());
        }

        return member.Id is { } id && !await GrainFactory.GetGrain<IMemberTransferGrain>(id).IsFree()
            ? Refused(row, TransferHandler.IdTaken)
            : new ImportedRow(row.Number, RowOutcome.Imported, null, null);
    }

    private static ImportedRow Refused(ImportRow row, Refusal refusal) =>
        new(row.Number, RowOutcome.Refused, null, RowImport.ReasonOf(refusal));
}
