using Members.Accounts;
using Members.Emails;
using Members.Gateway.Import.Sources.Hashes;
using Members.Gateway.Import.Sources.Reading;
using Members.Import;

namespace Members.Gateway.Import.Sources.Drafts;

/// <summary>A member while their row is read. What cannot be read becomes a problem of the row.</summary>
/// <param name="number">The row's number.</param>
/// <param name="options">How rows are read.</param>
internal sealed class MemberDraft(long number, SourceOptions options)
{
    private const int MaxReason = 1000;
    private readonly RowProblems _problems = new();
    private EmailAddress? _email;
    private PortableHash? _password;
    private PortableBlock? _block;

    /// <summary>What is wrong with the row.</summary>
    public RowProblems Problems => _problems;

    /// <summary>What the member tells about themself.</summary>
    public ContactDraft Contact => field ??= new(_problems);

    /// <summary>What the member answered to a sign-up form.</summary>
    public AnswerDraft Answers => field ??= new(_problems);

    /// <summary>The status.</summary>
    public MemberStatus Status { get; set; } = options.DefaultStatus;

    /// <summary>Whether the address is verified; null when the source does not tell.</summary>
    public bool? EmailVerified { get; set; }

    /// <summary>When the member registered.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When the member last logged in.</summary>
    public DateTimeOffset? LastLoginAt { get; set; }

    /// <summary>The member id, and that of the contact, of a source whose ids are kept.</summary>
    public (Guid? Member, Guid? Contact) Ids { get; set; }

    /// <summary>Who may see what the member tells.</summary>
    public ProfilePrivacy Privacy { get; set; }

    /// <summary>Whether ids of members are kept.</summary>
    public bool KeepsIds => options.KeepIds;

    /// <summary>Takes the address.</summary>
    public void TakeEmail(string? text, string column)
    {
        if (text is null)
        {
            _problems.Refuse(column, "EMAIL_REQUIRED", $"'{column}' is empty, and a member needs an e-mail address.");
        }
        else if (!EmailAddress.TryParse(text, out _email))
        {
            _problems.Refuse(column, "INVALID_EMAIL", $"What '{column}' holds is not an e-mail address that Members accepts.");
        }
    }

    /// <summary>Takes the id of the old site, if it is to be kept.</summary>
    public void TakeSourceId(string? id)
    {
        if (options.IdField is { } name)
        {
            Contact.AddCustom(name, id);
        }
    }

    /// <summary>Takes the hash of the password.</summary>
    /// <param name="isGiven">Whether the source has one.</param>
    /// <param name="read">Reads its canonical text; null when it is not understood.</param>
    /// <param name="column">Where it is.</param>
    public void TakePassword(bool isGiven, Func<string?> read, string column)
    {
        if (!isGiven || !options.Passwords)
        {
            return;
        }

        var text = read();
        if (text is not null && HashShapes.Problem(text) is null && PortableHash.TryParse(text, out _password))
        {
            return;
        }

        var sentence = (text is null ? null : HashShapes.Problem(text)) ?? $"What '{column}' holds is not a hash of a known form.";
        var effect = options.DropUnknownHashes ? RowEffect.Note : RowEffect.Refused;
        _problems.Add(new RowProblem(column, "UNKNOWN_HASH", sentence, effect));
    }

    /// <summary>Blocks the member.</summary>
    /// <param name="until">Until when; null for ever. A block that is over is none.</param>
    /// <param name="reason">Why.</param>
    public void Block(DateTimeOffset? until = null, string? reason = null)
    {
        if (until > options.Clock.GetUtcNow() || until is null)
        {
            var from = Status is MemberStatus.Pending or MemberStatus.Rejected ? Status : MemberStatus.Active;
            var isForever = until is not { Year: < 9999 };
            _block = new PortableBlock(from, isForever ? null : until, reason is { Length: > MaxReason } ? reason[..MaxReason] : reason);
            Status = MemberStatus.Blocked;
        }
    }

    /// <summary>Takes the status from the source's word for it.</summary>
    /// <param name="word">The word; null for none.</param>
    /// <param name="column">Where it is.</param>
    /// <param name="known">What the source's words mean.</param>
    public void TakeStatus(string? word, string column, IReadOnlyDictionary<string, MemberStatus> known)
    {
        if (word is null)
        {
            return;
        }

        var own = options.Statuses.FirstOrDefault(s => s.Key.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (own.Key is not null || known.ContainsKey(word))
        {
            Status = own.Key is not null ? own.Value : known[word];
            return;
        }

        var shown = word.Length <= 30 && word.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ') ? $"'{word}'" : "The word";
        _problems.Refuse(column, "UNKNOWN_STATUS", $"{shown} in '{column}' is not a known status; say which status it means.");
    }

    /// <summary>A point in time in ISO 8601, or in the form that the options name.</summary>
    public DateTimeOffset? Time(string? text, string column) => Time(
        text,
        column,
        (string given, out DateTimeOffset time) => options.DateFormat is { } form
            ? SourceTimes.TryForm(given, form, out time) || SourceTimes.TryIso(given, out time)
            : SourceTimes.TryIso(given, out time));

    /// <summary>A point in time in milliseconds since 1970.</summary>
    public DateTimeOffset? Milliseconds(string? text, string column) => Time(text, column, SourceTimes.TryMilliseconds);

    /// <summary>Yes or no; null for nothing.</summary>
    public bool? Flag(string? text, string column)
    {
        var flag = text is null ? null : SourceFlags.Of(text);
        if (text is not null && flag is null)
        {
            _problems.Refuse(column, "INVALID_FLAG", $"'{column}' has to be true or false.");
        }

        return flag;
    }

    /// <summary>The row is nobody who could log in.</summary>
    public SourceRow Skip(string? column, string code, string sentence) =>
        new(number, null, [new RowProblem(column, code, sentence, RowEffect.Skipped)]);

    /// <summary>The row.</summary>
    public SourceRow Build() => new(number, _problems.AnyRefusal || _email is null ? null : Member(_email), _problems.ToImmutable());

    private PortableMember Member(EmailAddress email) => new()
    {
        Id = Ids.Member,
        Email = email,
        EmailVerified = EmailVerified ?? options.AssumeVerified,
        Status = Status,
        Block = Status == MemberStatus.Blocked ? _block : null,
        CreatedAt = CreatedAt,
        LastLoginAt = LastLoginAt,
        Password = _password,
        Contact = Contact.Build(),
        Privacy = Privacy,
        ContactId = Ids.Contact,
        Applications = Answers.Applications(Status, _block, CreatedAt ?? options.Clock.GetUtcNow(), options.Clock.GetUtcNow()),
    };

    private DateTimeOffset? Time(string? text, string column, TryReadTime tryRead)
    {
        if (text is null)
        {
            return null;
        }

        if (tryRead(text, out var time))
        {
            return time;
        }

        _problems.Refuse(column, "INVALID_TIME", $"What '{column}' holds is not a time in the form that this source writes.");
        return null;
    }

    private delegate bool TryReadTime(string text, out DateTimeOffset time);
}
