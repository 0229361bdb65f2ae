using System.Text;
using Members.Tests.Bench.Load;

namespace Members.Tests.Unit.Measuring;

public sealed class LoadTests
{
    [Fact]
    public void All_clients_together_make_a_constant_rate()
    {
        var due = Enumerable.Range(0, 4).SelectMany(c => Enumerable.Range(0, 3).Select(r => new Schedule(100, 4, c).Due(r))).Order();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double?)(i / 100.0)), due);
    }

    [Fact]
    public void Without_a_rate_nothing_is_due_before_it_can_be_sent() => Assert.Null(new Schedule(null, 4, 1).Due(7));

    [Fact]
    public void A_number_replaces_each_row_of_signs_and_leaves_the_length()
    {
        var request = new RequestBytes("a ######## b ########");
        Assert.Equal("a 00000042 b 00000042", Encoding.ASCII.GetString(request.With(42)));
        Assert.Equal("a 12345678 b 12345678", Encoding.ASCII.GetString(request.With(12_345_678)));
    }
}
