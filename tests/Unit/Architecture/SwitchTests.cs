using System.Text.RegularExpressions;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Outcomes;

namespace Members.Tests.Unit.Architecture;

/// <summary>
/// A switch over one of our enumerations, or over refusals, has no default arm: a new value must be found by the compiler (CS8509), or
/// by a reader, and never be taken for another.
/// </summary>
public sealed partial class SwitchTests
{
    private static readonly string[] Closed =
    [
        nameof(Refusal),
        .. new[] { typeof(MemberView).Assembly, typeof(MemberRecord).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.IsEnum && (t.Namespace ?? "").StartsWith("Members", StringComparison.Ordinal))
            .Select(t => t.Name),
    ];

    private static readonly Regex NamesClosed =
        new($@"\b(?:{string.Join('|', Closed.Distinct())})\s*\.\s*[A-Z]", RegexOptions.CultureInvariant);

    [Fact]
    public void No_switch_over_a_closed_set_has_a_default()
    {
        var found = SourceCode.Under("src").SelectMany(f => Offenders(f.Code).Select(o => $"{f.Path}: {o}")).ToList();

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Theory]
    [InlineData("MemberStatus")]
    [InlineData("MailKind")]
    [InlineData("Refusal")]
    [InlineData("TokenPurpose")]
    [InlineData("VerificationUse")]
    [InlineData("Ending")]
    public void A_closed_set_is_known(string name) => Assert.Contains(name, Closed);

    [Theory]
    [InlineData("x switch { MailKind.SetPassword => 1, _ => 2 }")]
    [InlineData("return x.Kind switch\n{\n MailKind.SetPassword when f(a, b) => new { A = 1, B = 2 },\n _ => throw new X(),\n};")]
    [InlineData("x switch { MemberStatus.None or MemberStatus.Offline => 1, var other => f(other) }")]
    [InlineData("x switch { { Refusal: Refusal.Invalid } => 1, _ when y => 2, _ => 3 }")]
    [InlineData("x switch { 1 => y switch { TokenPurpose.Session => 1, _ => 2 }, _ => 3 }")]
    [InlineData("switch (x.Kind) { case MailKind.SetPassword: return 1; default: return 2; }")]
    public void A_default_is_seen(string code) => Assert.NotEmpty(Offenders(SourceCode.Code(code)));

    [Theory]
    [InlineData("x switch { MailKind.SetPassword => 1, MailKind.LoginEmailChanged => 2 }")]
    [InlineData("x switch { \"MailKind.SetPassword\" => 1, _ => 2 }")]
    [InlineData("x switch { > 1 => MailKind.SetPassword, _ => MailKind.LoginEmailChanged }")]
    [InlineData("list.Select(_ => x switch { MailKind.SetPassword => 1 })")]
    [InlineData("x switch { MailKind.SetPassword => f(_ => 1), MailKind.LoginEmailChanged => 2 }")]
    [InlineData("x switch { { A: 1 } => y switch { MailKind.SetPassword => 1 }, _ => 2 }")]
    [InlineData("switch (x) { case 1: f(MailKind.SetPassword); break; default: break; }")]
    public void What_has_none_or_switches_over_something_else_is_not(string code) => Assert.Empty(Offenders(SourceCode.Code(code)));

    private static IEnumerable<string> Offenders(string code)
    {
        foreach (Match found in Switch().Matches(code))
        {
            var start = found.Index + found.Length - 1;
            var patterns = code[start] == '{'
                ? Patterns(Body(code, start))
                : Cases(Body(code, code.IndexOf('{', start + Body(code, start).Length)));
            if (patterns.Any(IsDefault) && patterns.Any(p => NamesClosed.IsMatch(p)))
            {
                yield return $"switch {{ {string.Join(", ", patterns.Select(p => p.ReplaceLineEndings(" ")))} }}";
            }
        }
    }

    private static bool IsDefault(string pattern) => Discard().IsMatch(pattern);

    // What a bracket encloses, the bracket itself included.
    private static string Body(string code, int start)
    {
        var depth = 0;
        for (var i = start; i < code.Length; i++)
        {
            depth += Depth(code[i]);
            if (depth == 0)
            {
                return code[start..(i + 1)];
            }
        }

        throw new FormatException($"A bracket is not closed: {code[start..Math.Min(code.Length, start + 80)]}");
    }

    // The arms of an expression, as far as their arrow.
    private static List<string> Patterns(string body)
    {
        var (patterns, depth, from, isPattern) = (new List<string>(), 0, 0, true);
        for (var i = 1; i < body.Length - 1; i++)
        {
            depth += Depth(body[i]);
            if (depth == 0 && isPattern && body[i] == '=' && body[i + 1] == '>')
            {
                patterns.Add(body[(from + 1)..i].Trim());
                isPattern = false;
            }
            else if (depth == 0 && body[i] == ',')
            {
                (from, isPattern) = (i, true);
            }
        }

        return patterns;
    }

    private static List<string> Cases(string body) =>
        [.. Label().Matches(body).Select(m => m.Groups["pattern"].Success ? m.Groups["pattern"].Value.Trim() : "_")];

    private static int Depth(char c) => c switch
    {
        '(' or '[' or '{' => 1,
        ')' or ']' or '}' => -1,
        _ => 0,
    };

    // An expression's brace, or a statement's parenthesis.
    [GeneratedRegex(@"\bswitch\s*[\{\(]", RegexOptions.CultureInvariant)]
    private static partial Regex Switch();

    [GeneratedRegex(@"\bcase\s(?<pattern>[^:]*):|\bdefault\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:_|var \w+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Discard();
}
