using Members.Grains.Digest;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Digest;

/// <summary>The tokens of the links in mails to approvers: what they open, for how long, and that none can be made up.</summary>
public sealed class DecisionLinksTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(30);
    private static readonly DecisionLink Link = new(Make.Id(1), Make.Id(2), 3);
    private static readonly TokenKey Key = Make.Key();
    private static readonly Refusal Unknown = new Refusal.TokenInvalid(TokenFate.Unknown);

    public static TheoryData<int> Numbers => [1, 2, 255, 256, 65_536, int.MaxValue];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_token_opens_what_it_was_made_for_also_when_it_went_through_a_mail(int number)
    {
        var link = Link with { Number = number };
        Assert.True(OpaqueToken.TryParse(TokenPurpose.Decision, DecisionLinks.Make(Key, link, Now).Reveal(), out var token));

        Assert.Equal(link, DecisionLinks.Read(Key, token, Now).Value);
    }

    [Fact]
    public void It_is_good_for_30_hours_and_not_a_moment_longer()
    {
        var token = DecisionLinks.Make(Key, Link, Now);

        Assert.Equal(Lifetime, DecisionLinks.Lifetime);
        Assert.True(DecisionLinks.Read(Key, token, Now + Lifetime - TimeSpan.FromTicks(1)).Succeeded);
        Assert.Equal(new Refusal.TokenExpired(), DecisionLinks.Read(Key, token, Now + Lifetime).Refusal);
        Assert.Equal(new Refusal.TokenExpired(), DecisionLinks.Read(Key, token, Now + TimeSpan.FromDays(3650)).Refusal);
    }

    [Fact]
    public void Every_bit_of_the_secret_counts()
    {
        var token = DecisionLinks.Make(Key, Link, Now);
        for (var bit = 0; bit < 8 * token.Secret.Length; bit++)
        {
            var secret = token.Secret.ToArray();
            secret[bit / 8] ^= (byte)(1 << (bit % 8));
            var flipped = OpaqueToken.Create(TokenPurpose.Decision, token.Owner, token.Id, secret);

            // Also the end of its time and the number, which the first bytes say: none is prolonged, and none is of another application.
            Assert.Equal((bit, Unknown), (bit, DecisionLinks.Read(Key, flipped, Now).Refusal));
        }
    }

    [Fact]
    public void Every_bit_of_the_applicant_and_of_the_approver_counts()
    {
        var token = DecisionLinks.Make(Key, Link, Now);
        for (var bit = 0; bit < 128; bit++)
        {
            var other = OpaqueToken.Create(TokenPurpose.Decision, Flip(token.Owner, bit), token.Id, token.Secret);
            var stolen = OpaqueToken.Create(TokenPurpose.Decision, token.Owner, Flip(token.Id, bit), token.Secret);

            Assert.Equal((bit, Unknown, Unknown), (bit, Read(other), Read(stolen)));
        }

        static Refusal? Read(OpaqueToken token) => DecisionLinks.Read(Key, token, Now).Refusal;
        static Guid Flip(Guid id, int bit)
        {
            var bytes = id.ToByteArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            return new Guid(bytes);
        }
    }

    [Fact]
    public void Approver_and_applicant_do_not_change_places()
    {
        var token = DecisionLinks.Make(Key, Link, Now);

        Assert.Equal(Unknown, Refused(OpaqueToken.Create(TokenPurpose.Decision, token.Id, token.Owner, token.Secret)));
        Assert.NotEqual(Secret(Link), Secret(new DecisionLink(Link.Application, Link.Approver, Link.Number)));
    }

    [Fact]
    public void Another_key_and_no_key_open_nothing()
    {
        var token = DecisionLinks.Make(Key, Link, Now);

        Assert.Equal(Unknown, DecisionLinks.Read(Make.Key(8), token, Now).Refusal);
        Assert.Equal(Unknown, DecisionLinks.Read(null, token, Now).Refusal);
        Assert.Equal(Unknown, DecisionLinks.Read(null, token, Now + Lifetime).Refusal);
    }

    [Fact]
    public void A_forged_token_hears_that_it_is_unknown_also_after_its_time() =>
        Assert.Equal(Unknown, DecisionLinks.Read(Make.Key(8), DecisionLinks.Make(Key, Link, Now), Now + Lifetime).Refusal);

    [Fact]
    public void A_token_of_every_other_purpose_opens_nothing_with_the_same_bytes()
    {
        var token = DecisionLinks.Make(Key, Link, Now);
        foreach (var purpose in Enum.GetValues<TokenPurpose>().Where(p => p != TokenPurpose.Decision))
        {
            var other = OpaqueToken.Create(purpose, token.Owner, token.Id, token.Secret);

            Assert.Equal((purpose, Unknown), (purpose, Refused(other)));
            Assert.False(OpaqueToken.TryParse(TokenPurpose.Decision, "mdt_" + other.Reveal()[4..], out _));
        }
    }

    [Fact]
    public void Each_time_the_mail_is_made_its_links_are_good_for_30_hours_from_then()
    {
        var later = DecisionLinks.Make(Key, Link, Now + Moments.Second);

        Assert.NotEqual(DecisionLinks.Make(Key, Link, Now).Reveal(), later.Reveal());
        Assert.Equal(DecisionLinks.Make(Key, Link, Now).Reveal(), DecisionLinks.Make(Key, Link, Now).Reveal());
        Assert.True(DecisionLinks.Read(Key, later, Now + Lifetime).Succeeded);
    }

    private static Refusal? Refused(OpaqueToken token) => DecisionLinks.Read(Key, token, Now).Refusal;

    private static string Secret(DecisionLink link) => Convert.ToHexString(DecisionLinks.Make(Key, link, Now).Secret);
}
