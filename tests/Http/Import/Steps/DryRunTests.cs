using System.Runtime.CompilerServices;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Import;
using Members.Tests.Http.Import.Sources;

namespace Members.Tests.Http.Import.Steps;

/// <summary>What looking at a file says of rows that want the same.</summary>
public sealed class DryRunTests
{
    private static readonly Guid One = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    [Fact]
    public async Task Of_two_rows_with_one_address_the_first_that_would_be_imported_gets_it()
    {
        var tally = await Look(
            Row("ann@example.com", "refused"), Row("Ann@Example.com"), Row("ANN@example.com"), Row("ben@example.com"));
        Assert.Equal((2, 2), (tally.Imported, tally.Refused));
        Assert.Equal(["EMAIL_TWICE", "TEST"], tally.Problems.Select(p => p.Code));
        Assert.Equal(
            ["row 3, email: An earlier row of the file has the same address, and gets it."],
            tally.Problems.Single(p => p.Code == "EMAIL_TWICE").First);
    }

    [Fact]
    public async Task A_row_that_wants_the_id_of_another_leaves_its_address_to_others()
    {
        var tally = await Look(
            Row("a@example.com") with { Id = One }, Row("b@example.com") with { Id = One }, Row("b@example.com"),
            Row("a@example.com") with { Id = Guid.NewGuid() });
        Assert.Equal((2, 2), (tally.Imported, tally.Refused));
        Assert.Equal(["row 4", "row 2"], tally.Problems.Select(p => p.First[0].Split(',')[0]));
        Assert.Equal(["EMAIL_TWICE", "ID_TWICE"], tally.Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task A_row_far_behind_has_the_same_address_too()
    {
        var rows = Enumerable.Range(0, 600).Select(n => Row($"m{n % 599}@example.com"));
        var tally = await Look([.. rows]);
        Assert.Equal((599, "EMAIL_TWICE"), (tally.Imported, Assert.Single(tally.Problems).Code));
    }

    private static PortableMember Row(string email, string? nickname = null) =>
        new() { Email = EmailAddress.Parse(email), Status = MemberStatus.Active, Contact = new ContactInfo { Nickname = nickname } };

    private static Task<RowTally> Look(params PortableMember[] members)
    {
        var calls = new KnownCalls(m => m.Contact.Nickname == "refused" ? new RowReason("nickname", "TEST", "It is refused.") : null);
        var file = new ImportFile([Sample.Text("")], new Rows(members), Sample.Options);
        return new DryRun(calls, file).Run(0, new Progress<long>(), CancellationToken.None);
    }

    private sealed class Rows(PortableMember[] members) : IImportSource
    {
        public string Name => "test";

        public string Title => "Rows of a test";

        public Recognition? Recognise(SourceSample sample) => null;

        public async IAsyncEnumerable<SourceRow> ReadAsync(
            IReadOnlyList<SourceFile> files, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            foreach (var (index, member) in members.Index())
            {
                await Task.CompletedTask;
                yield return new SourceRow(index + 1, member, []);
            }
        }
    }
}
