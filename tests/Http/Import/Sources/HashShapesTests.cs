using Members.Gateway.Import.Sources.Hashes;

namespace Members.Tests.Http.Import.Sources;

public sealed class HashShapesTests
{
    [Theory]
    [InlineData("$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG")]
    [InlineData("$wp$2y$10$abcdefghijklmnopqrstuuVGMbpsqCOgKv8ToIjFzlNO4m9yR7Lky")]
    [InlineData("$P$Babcdefgh/2S7Uu8CRNzbUQYdSNd1/0")]
    [InlineData("$H$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0")]
    [InlineData("$argon2i$v=19$m=4096,t=3,p=1$cmFuZG9tc2FsdGlzaGFyZA$YMvo8AUoNtnKYGqeODruCjHdiEbl1pKL2MsYy9VgU/E")]
    [InlineData("$pbkdf2-sha256$12$cmFuZG9tc2FsdGlzaGFyZA$OFvEcLOIPFd/oq8egf10i.qJLI7A8nDjPLnolCWarQY")]
    [InlineData("$pbkdf2-sha512$i=210000,l=64$c2FsdC1vZi1zYW1wbGUtMQ$yUVINgyd6ZeqWQ")]
    [InlineData("$scrypt$ln=16,r=8,p=1$cmFuZG9tc2FsdGlzaGFyZA$Rh+NnJNo1I6nRwaNqbDm6kmADswD1+7FTKZ7Ln9D8nQ")]
    [InlineData("$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$lSrfV15cpx95$Bw==$jxspr8Ki0RYy")]
    [InlineData("{SSHA}rL3PCTEoFhGSxpOk15CPrJ6AxyBzYWx0")]
    [InlineData("$sha256$pf=e1NBTFR9e1BBU1NXT1JEfQ==$c2FsdHk=$QxCytDg2t2t1MZSpbAkKEBK9O+Zi9+fxGloGogHOia8=")]
    [InlineData("$md5$YCmPh+IahIG+yko0jsfR/g==")]
    [InlineData("$1$kJ4QkJaQ$3EbD/pJddrq5HW3mpZ4KZ1")]
    [InlineData("$6$rounds=10000$saltsalt$Bv2ED8D9vecztBteMaPAHERuPPbvfeC7pYcTIxX.3Gx3AAon5BegfKtaxH4vInTBnYkg2ej5LsFrEG40xkgIG/")]
    [InlineData("$hmac-sha256$YjI5NmE5Nzk1ODVk$a2V5")]
    [InlineData("pbkdf2_sha256$260000$salt$QxCytDg2t2t1MZSpbAkKEBK9O+Zi9+fxGloGogHOia8=")]
    [InlineData("60298f87e21a8481beca4a348ec7d1fe")]
    public void A_known_form(string text) => Assert.Null(HashShapes.Problem(text));

    [Theory]
    [InlineData("goat on every roof", "clear text")]
    [InlineData("$money$", "clear text")]
    [InlineData("$2b$10$abcdefghijklmnopqrstuu", "cut short")]
    [InlineData("$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG\n", "cut short")]
    [InlineData("$P$Babcdefgh/2S7Uu8", "clear text")]
    [InlineData("$pbkdf2-sha512$i=,l=64$c2FsdA$yUVI", "clear text")]
    public void Anything_else_is_refused_and_not_repeated(string text, string said)
    {
        var problem = HashShapes.Problem(text);

        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(text, problem, StringComparison.Ordinal);
    }
}
