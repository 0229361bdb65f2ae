using CsCheck;
using Members.Grains.Passwords.Guessing;

namespace Members.Tests.Unit.Passwords;

public sealed class WordRanksTests
{
    private static readonly Gen<(string Word, int Rank)[]> Additions = Gen.Select(
        Gen.String[Gen.Char["abß🙂\0 "], 0, 4], Gen.Int[1, 50]).Array[0, 300];

    [Fact]
    public void A_word_has_the_best_of_its_ranks_and_any_other_text_has_none() =>
        Gen.Select(Additions, Gen.Int[0, 3].Select(i => i * i * 100)).Sample((additions, expected) =>
        {
            var ranks = new WordRanks(expected);
            foreach (var (word, rank) in additions)
            {
                ranks.Add(word, rank);
            }

            var best = additions.GroupBy(a => a.Word).ToDictionary(g => g.Key, g => g.Min(a => a.Rank));
            Assert.All(best, word => Assert.Equal(word.Value, ranks[word.Key]));
            Assert.All(best.Keys.Select(word => word + "z"), text => Assert.Null(ranks[text]));
            Assert.Equal(best.Keys.Select(word => word.Length).DefaultIfEmpty().Max(), ranks.Longest);
        });

    [Fact]
    public void It_grows_beyond_the_words_it_expects()
    {
        var ranks = new WordRanks(expected: 10);
        for (var i = 1; i <= 5000; i++)
        {
            ranks.Add($"word {i}", i);
        }

        Assert.All(Enumerable.Range(1, 5000), i => Assert.Equal(i, ranks[$"word {i}"]));
        Assert.Null(ranks["word 5001"]);
        Assert.Null(ranks[""]);
    }

    [Theory]
    [InlineData("123456", 1)]
    [InlineData("password", 2)]
    [InlineData("you", 1)]
    [InlineData("mary", 1)]
    [InlineData("james", 1)]
    [InlineData("smith", 1)]
    public void A_word_of_a_built_in_list_is_found_after_as_many_guesses_as_its_place(string word, double guesses) =>
        Assert.Equal(guesses, WordList.BuiltIn([]).Guesses(new PasswordText(word), 0, word.Length));
}
