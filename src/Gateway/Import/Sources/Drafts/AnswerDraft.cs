using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Members.Accounts;
using Members.Admission;
using Members.Import;
using Members.SignUp;

namespace Members.Gateway.Import.Sources.Drafts;

/// <summary>What a member answered to the old site's sign-up form, while their row is read.</summary>
/// <param name="problems">The problems of the row.</param>
internal sealed partial class AnswerDraft(RowProblems problems)
{
    private const int MaxKey = 40;
    private const int MaxAnswers = 30;
    private const int MaxText = 10_000;
    private readonly List<Answer> _answers = [];

    /// <summary>Adds an answer in words. Its key is made of the question.</summary>
    public void Add(string question, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (_answers.Count == MaxAnswers || text.Length > MaxText || question.Length > ContactInfoRules.MaxName)
        {
            problems.Note("answers", "TOO_LONG", "An answer is left out: there are too many, or it or its question is too long.");
            return;
        }

        var kind = text.AsSpan().IndexOfAny('\r', '\n') < 0 ? FieldKind.Text : FieldKind.LongText;
        _answers.Add(new Answer(Key(question), question, kind, Json(text)));
    }

    /// <summary>The applications of a member: one for whoever has answered, waits for approval, or was turned down.</summary>
    /// <param name="status">The status.</param>
    /// <param name="block">The block, which tells what the status was before.</param>
    /// <param name="at">When the member registered.</param>
    /// <param name="now">The time.</param>
    public ImmutableArray<PortableApplication> Applications(
        MemberStatus status, PortableBlock? block, DateTimeOffset at, DateTimeOffset now)
    {
        var before = status == MemberStatus.Blocked ? block?.From ?? MemberStatus.Active : status;
        if (_answers.Count == 0 && before is not (MemberStatus.Pending or MemberStatus.Rejected))
        {
            return [];
        }

        return [new PortableApplication(at) { Answers = [.. _answers], Decision = Decision(status, before, at, now) }];
    }

    // Who waits has none. Who decided on the others, the old site does not tell. Nor does it tell when somebody was turned down, from
    // which the time runs after which they are erased: it is the day of the import. For who is REJECTED the import itself says so.
    private static ApplicationDecision? Decision(MemberStatus status, MemberStatus before, DateTimeOffset at, DateTimeOffset now)
    {
        var isBlocked = status == MemberStatus.Blocked;
        ApplicationAct? act = before switch
        {
            MemberStatus.Pending => isBlocked ? ApplicationAct.Blocked : null,
            MemberStatus.Rejected => isBlocked ? ApplicationAct.Rejected : null,
            MemberStatus.None or MemberStatus.Active or MemberStatus.Blocked or MemberStatus.Offline => ApplicationAct.Approved,
        };
        return act is { } outcome
            ? new ApplicationDecision(outcome, Actor.System, outcome == ApplicationAct.Rejected ? now : at, null, null)
            : null;
    }

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private string Key(string question)
    {
        var key = NoKeyCharacters.Replace(question, "_").Trim('_');
        key = key.Length == 0 ? "answer" : key[..Math.Min(key.Length, MaxKey - 3)];
        return _answers.Any(a => a.Key == key) ? $"{key}_{_answers.Count + 1}" : key;
    }

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NoKeyCharacters { get; }
}
