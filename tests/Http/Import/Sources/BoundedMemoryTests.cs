using System.Text;
using Members.Gateway.Import.Sources;

namespace Members.Tests.Http.Import.Sources;

public sealed class BoundedMemoryTests
{
    private const int Rows = 100_000;

    [Theory]
    [InlineData("csv", "email,firstName,labels\n", "member{0}@example.com,Ann,Club;Board\n", "")]
    [InlineData("auth0", "", "{{\"user_id\":\"auth0|{0}\",\"email\":\"member{0}@example.com\",\"given_name\":\"Ann\"}}\n", "")]
    [InlineData("keycloak", "{\"users\":[{\"email\":\"first@example.com\"}", ",{{\"email\":\"member{0}@example.com\"}}", "],\"x\":1}")]
    [InlineData("members", "", "{{\"schema\":\"members/1\",\"email\":\"member{0}@example.com\",\"status\":\"ACTIVE\"}}\n", null)]
    public async Task Rows_are_given_as_they_are_read_and_not_kept(string source, string start, string row, string? end)
    {
        MadeStream stream = null!;
        var file = new SourceFile("members", () => stream = new MadeStream(Parts(start, row, end ?? "")));
        var (count, taken, early) = (0, 0L, new List<WeakReference>());
        var rows = ImportSources.Find(source)!.ReadAsync([file], Sample.Options).GetAsyncEnumerator();
        try
        {
            while (await rows.MoveNextAsync())
            {
                count++;
                taken = Math.Max(taken, stream.Taken - (long)count * (row.Length - 3));
                if (count % 10_000 == 1)
                {
                    early.Add(new WeakReference(rows.Current.Member));
                }

                if (count == Rows / 2)
                {
                    GC.Collect();
                    Assert.All(early, r => Assert.False(r.IsAlive));
                }
            }
        }
        catch (FileProblemException problem) when (end is null)
        {
            Assert.Equal("CUT_SHORT", problem.Code); // This stream has no digest.
        }
        finally
        {
            await rows.DisposeAsync();
        }

        Assert.InRange(count, Rows, Rows + 1);
        Assert.InRange(taken, 0, 1024 * 1024);
    }

    [Theory]
    [InlineData("csv", "email\n", "x")]
    [InlineData("csv", "email,name\nann@example.com,\"", "x,\n")]
    [InlineData("csv", "", "x")]
    [InlineData("csv", "", "x,")]
    [InlineData("members", "", "x")]
    [InlineData("auth0", "{\"email\":\"", "x")]
    [InlineData("auth0", "[{\"tags\":[", "1,")]
    [InlineData("auth0", "[", "[")]
    [InlineData("keycloak", "{\"users\":[{\"email\":\"", "x")]
    [InlineData("keycloak", "{\"realm\":\"", "x")]
    [InlineData("firebase", "ann,", "x")]
    public async Task A_row_without_an_end_is_refused_after_a_few_megabytes(string source, string start, string endless)
    {
        var part = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(endless, 1000)));
        var streams = new List<MadeStream>();
        var file = new SourceFile("endless", () =>
        {
            streams.Add(new MadeStream(Enumerable.Repeat(part, int.MaxValue).Prepend(Encoding.UTF8.GetBytes(start))));
            return streams[^1];
        });

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => Sample.ReadAsync(source, Sample.Options, file));

        Assert.True(problem.Code is "ROW_TOO_LONG" or "INVALID_JSON", problem.Code);
        Assert.All(streams, s => Assert.InRange(s.Taken, 0, 4 * 1024 * 1024));
    }

    private static IEnumerable<byte[]> Parts(string start, string row, string end)
    {
        yield return Encoding.UTF8.GetBytes(start);
        for (var i = 0; i < Rows; i++)
        {
            yield return Encoding.UTF8.GetBytes(string.Format(null, row, i));
        }

        yield return Encoding.UTF8.GetBytes(end);
    }
}
