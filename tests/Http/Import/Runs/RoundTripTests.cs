using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Members.Accounts;
using Members.Gateway.Import;
using Members.Grains.Accounts;
using Members.Grains.Import;
using Members.Grains.Passwords;
using Members.Grains.Passwords.Foreign;
using Members.Grains.Storage;
using Members.Import;

namespace Members.Tests.Http.Import.Runs;

/// <summary>What leaves can come back: as a record, as its stored form, and as a line of the file.</summary>
public sealed class RoundTripTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly PepperRing Peppers = new([new("2026", new string('1', 32))], "2026");

    private static readonly PasswordDigest?[] Digests =
    [
        null,
        new("bcrypt", PepperRing.FixedId, "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG"),
        new("hmac-sha384-bcrypt", "2026", "$2a$11$1WViM2IXTB6z9ttsVJuW0OI09FIwBKVU50N0Q3oQIBI9O0eUBN9su"),
        new PasswordSchemes(Peppers, 4).Wrap(ForeignHashes.Parse("$P$Babcdefgh/2S7Uu8CRNzbUQYdSNd1/0").Hash!),
    ];

    [Fact]
    public void Ten_thousand_random_members_are_the_same_after_an_export_and_an_import()
    {
        var compared = new List<PortableMember>();
        Gen.Select(RandomMembers.Any, Gen.Int[0, Digests.Length - 1]).Sample(
            (member, digest) =>
            {
                var row = Sound(member);
                Assert.Empty(PortableLimits.Violations(row, Now));
                var stored = Stored(row, Digests[digest]);
                var line = Line(PortableMembers.Export(stored));
                var again = MemberLines.Read(Encoding.UTF8.GetBytes(line), 1);
                Assert.Empty(again.Problems);
                Assert.Equal(line, Line(PortableMembers.Export(Stored(again.Member!, Adopted(again.Member!.Password)))));
                compared.Add(row);
            },
            iter: 10_000,
            threads: 1);
        Assert.Equal(10_000, compared.Count);

        // What the rules of an import refuse is left out before: enough must be left to compare.
        AtLeast(5_000, m => m.Contact != ContactInfo.Empty);
        AtLeast(2_500, m => m.Contact.Picture is not null);
        AtLeast(1_500, m => m.Contact.CustomFields.Any(f => f.DateValue is not null));
        AtLeast(4_000, m => m.LastLoginAt is not null);
        AtLeast(3_000, m => m.Block is not null);
        AtLeast(6_000, m => !m.Consents.IsEmpty);
        AtLeast(3_500, m => !m.Applications.IsEmpty);

        void AtLeast(int floor, Predicate<PortableMember> has) => Assert.InRange(compared.Count(m => has(m)), floor, 10_000);
    }

    private static PasswordDigest? Adopted(PortableHash? hash) =>
        hash is null ? null : Assert.IsType<Adoption.Kept>(Adoption.Of(hash, Peppers)).Digest;

    // What the rules of an import refuse is left out; all else stays as it came.
    private static PortableMember Sound(PortableMember member)
    {
        var contact = member.Contact with { Picture = member.Contact.Picture is null ? null : "https://pictures.example/ann.jpg" };
        var allowed = ContactInfoRules.Violations(contact).Any() ? ContactInfo.Empty : contact;
        var status = member.Status == MemberStatus.None ? MemberStatus.Active : member.Status;
        var row = member with
        {
            Id = member.Id ?? Guid.NewGuid(),
            ContactId = member.ContactId ?? Guid.NewGuid(),
            Contact = allowed,
            Status = status,
            Block = member.Block is { From: MemberStatus.None or MemberStatus.Blocked } ? null : member.Block,
            CreatedAt = Past(member.CreatedAt) ?? Now,
            LastLoginAt = Past(member.LastLoginAt),
        };
        var applications = row.Applications.Where(a => !PortableLimits.Violations(row with { Applications = [a] }, Now).Any());
        row = row with { Applications = [.. applications] };
        return PortableLimits.Violations(row, Now).Any() ? row with { Applications = [], Consents = [] } : row;
    }

    private static DateTimeOffset? Past(DateTimeOffset? time) => time is { } at
        ? new DateTimeOffset(at.UtcTicks % TimeSpan.FromDays(18_000).Ticks + Now.AddDays(-18_000).Ticks, TimeSpan.Zero).ToOffset(at.Offset)
        : null;

    private static MemberRecord Stored(PortableMember row, PasswordDigest? password)
    {
        var made = PortableMembers.Make(row.Id!.Value, new ImportMember(Guid.Empty, 1, row), password, Now);
        return JsonSerializer.Deserialize<MemberRecord>(JsonSerializer.SerializeToUtf8Bytes(made, StoredJson.Options), StoredJson.Options)!;
    }

    private static string Line(PortableMember member)
    {
        var output = new ArrayBufferWriter<byte>();
        MemberLines.Write(output, member);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
