using Members.Secrets;

namespace Members.Tests.Unit.Secrets;

public sealed class OpaqueTokenTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static TheoryData<TokenPurpose, string> Purposes => new()
    {
        { TokenPurpose.SessionTicket, "mst_" },
        { TokenPurpose.Session, "mss_" },
        { TokenPurpose.Approval, "map_" },
        { TokenPurpose.SetPassword, "mpw_" },
        { TokenPurpose.ApiKey, "mak_" },
        { TokenPurpose.Device, "mdv_" },
        { TokenPurpose.AccessToken, "mat_" },
        { TokenPurpose.RefreshToken, "mrt_" },
        { TokenPurpose.AuthorizationCode, "mac_" },
        { TokenPurpose.Visitor, "mvt_" },
        { TokenPurpose.VisitorRefresh, "mvr_" },
        { TokenPurpose.KeyAccess, "maa_" },
        { TokenPurpose.EmailVerification, "mev_" },
        { TokenPurpose.UndoEmailChange, "mue_" },
        { TokenPurpose.Application, "mwt_" },
        { TokenPurpose.Decision, "mdt_" },
    };

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_token_is_read_back_as_it_was_made(TokenPurpose purpose, string prefix)
    {
        var made = Make.Token(purpose, 7);
        var text = made.Reveal();

        Assert.StartsWith(prefix, text, StringComparison.Ordinal);
        Assert.Matches("^m[a-z]{2}_[A-Za-z0-9_-]{92}$", text);
        Assert.True(OpaqueToken.TryParse(purpose, text, out var read));
        Assert.Equal((purpose, Make.Owner, Make.Id(7), text), (read.Purpose, read.Owner, read.Id, read.Reveal()));
        Assert.Equal(Digest(made), Digest(read));
    }

    [Fact]
    public void There_is_a_prefix_for_every_purpose() =>
        Assert.Equal(Enum.GetValues<TokenPurpose>().Order(), Purposes.Select(p => (TokenPurpose)p[0]).Order());

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_token_of_one_purpose_is_refused_for_every_other(TokenPurpose purpose, string prefix)
    {
        var text = Make.Token(purpose).Reveal();
        foreach (var other in Enum.GetValues<TokenPurpose>().Where(p => p != purpose))
        {
            Assert.False(OpaqueToken.TryParse(other, text, out _));

            // Not even with the other's prefix put in place of its own.
            var disguised = Purposes.Single(p => (TokenPurpose)p[0] == other)[1] + text[4..];
            Assert.False(OpaqueToken.TryParse(other, disguised, out _));
        }

        Assert.Equal(prefix, text[..4]);
    }

    [Fact]
    public void Every_change_of_one_character_is_refused()
    {
        var text = Make.Token(TokenPurpose.Session).Reveal();
        var others = Alphabet + " \t\n\r=+/.\0\u00e4\uff21\ud800";
        for (var at = 0; at < text.Length; at++)
        {
            foreach (var other in others.Where(c => c != text[at]))
            {
                var changed = text.ToCharArray();
                changed[at] = other;
                Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, changed, out _), $"position {at} changed to U+{(int)other:X4}");
            }
        }
    }

    [Fact]
    public void Every_change_of_length_is_refused()
    {
        var text = Make.Token(TokenPurpose.Session).Reveal();
        for (var at = 0; at < text.Length; at++)
        {
            Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text.Remove(at, 1), out _));
            Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text.Insert(at, "A"), out _));
            Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text.Insert(at, " "), out _));
            Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text.AsSpan(0, at), out _));
        }

        Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text + "=", out _));
        Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, text + "\n", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mss_")]
    [InlineData("MSS_")]
    [InlineData("Bearer mss_")]
    public void Another_beginning_is_refused(string prefix)
    {
        var text = Make.Token(TokenPurpose.Session).Reveal();
        var other = prefix == "mss_" ? prefix + prefix + text[8..] : prefix + text[4..];

        Assert.False(OpaqueToken.TryParse(TokenPurpose.Session, other, out _));
    }

    [Fact]
    public void Two_neighbours_that_change_places_are_refused()
    {
        var text = Make.Token(TokenPurpose.Approval).Reveal();
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (text[at] != text[at + 1])
            {
                var swapped = text.ToCharArray();
                (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
                Assert.False(OpaqueToken.TryParse(TokenPurpose.Approval, swapped, out _), $"position {at}");
            }
        }
    }

    [Fact]
    public void Its_text_for_logs_holds_nothing_secret()
    {
        var token = Make.Token(TokenPurpose.SetPassword, 3);

        Assert.Equal($"SetPassword({Make.Id(3):N})", token.ToString());
        Assert.DoesNotContain(token.Reveal()[44..80], $"{token}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_differs_by_purpose()
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        var digests = Enum.GetValues<TokenPurpose>().Select(p => Digest(OpaqueToken.Create(p, Make.Owner, Make.Id(1), secret))).ToList();

        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void The_digest_differs_by_owner_id_and_secret()
    {
        byte[] one = [.. Enumerable.Repeat((byte)1, 32)], two = [.. Enumerable.Repeat((byte)2, 32)];
        OpaqueToken[] tokens =
        [
            OpaqueToken.Create(TokenPurpose.Session, Make.Id(1), Make.Id(2), one),
            OpaqueToken.Create(TokenPurpose.Session, Make.Id(3), Make.Id(2), one),
            OpaqueToken.Create(TokenPurpose.Session, Make.Id(1), Make.Id(3), one),
            OpaqueToken.Create(TokenPurpose.Session, Make.Id(1), Make.Id(2), two),
        ];

        Assert.Equal(4, tokens.Select(Digest).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_secret_of_another_size_is_an_error(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OpaqueToken.Create(TokenPurpose.Session, Make.Owner, Make.Id(1), new byte[size]));

    [Fact]
    public void A_successor_is_the_same_each_time_and_needs_both_the_token_and_the_salt()
    {
        var (token, other) = (Make.Token(TokenPurpose.RefreshToken, 1), Make.Token(TokenPurpose.RefreshToken, 2));
        byte[] salt = [.. Enumerable.Repeat((byte)1, 32)], another = [.. Enumerable.Repeat((byte)2, 32)];
        var successor = token.Successor(salt);

        Assert.Equal(successor.Reveal(), token.Successor(salt).Reveal());
        Assert.Equal((token.Purpose, token.Owner, token.Id), (successor.Purpose, successor.Owner, successor.Id));
        Assert.NotEqual(Digest(token), Digest(successor));
        Assert.NotEqual(Digest(successor), Digest(token.Successor(another)));
        Assert.NotEqual(Digest(successor), Digest(successor.Successor(salt)));
        Assert.NotEqual(Secret(successor)[16..], Secret(other.Successor(salt))[16..]);
    }

    [Fact]
    public void A_successor_shares_the_first_half_of_the_secret_and_no_more()
    {
        var token = Make.Token(TokenPurpose.RefreshToken);
        var successor = token.Successor(new byte[32]);

        Assert.Equal(Secret(token)[..16], Secret(successor)[..16]);
        Assert.NotEqual(Secret(token)[16..], Secret(successor)[16..]);
        Assert.Equal(Family(token), Family(successor));
        Assert.NotEqual(Family(token), Family(OpaqueToken.Create(token.Purpose, token.Owner, token.Id, new byte[32])));
        Assert.NotEqual(Family(token), Family(OpaqueToken.Create(token.Purpose, token.Owner, Make.Id(9), Secret(token))));
        Assert.NotEqual(Family(token), Family(OpaqueToken.Create(TokenPurpose.AccessToken, token.Owner, token.Id, Secret(token))));
        Assert.NotEqual(Family(token), Digest(token));
    }

    private static byte[] Secret(OpaqueToken token) => System.Buffers.Text.Base64Url.DecodeFromChars(token.Reveal().AsSpan(4))[33..65];

    private static string Family(OpaqueToken token)
    {
        var digest = new byte[32];
        token.WriteFamilyDigest(digest);
        return Convert.ToHexString(digest);
    }

    private static string Digest(OpaqueToken token)
    {
        var digest = new byte[32];
        token.WriteDigest(digest);
        return Convert.ToHexString(digest);
    }
}
