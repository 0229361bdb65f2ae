using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Gateway.Import;

/// <summary>A line of the file <c>members/1</c>. Its names are those of the HTTP API; docs/import.md describes them.</summary>
internal sealed record MemberLine
{
    /// <summary>The form of the lines.</summary>
    public const string CurrentSchema = "members/1";

    public string? Schema { get; init; }

    public Guid? Id { get; init; }

    public string? Email { get; init; }

    public bool EmailVerified { get; init; }

    public string? Status { get; init; }

    public BlockLine? Block { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? LastLoginAt { get; init; }

    public string? Password { get; init; }

    public ContactLine? Contact { get; init; }

    public string? Privacy { get; init; }

    public Guid? ContactId { get; init; }

    public IReadOnlyList<ConsentLine>? Consents { get; init; }

    public IReadOnlyList<ApplicationLine>? Applications { get; init; }

    /// <summary>Members of the JSON that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Nothing of it: personal data must not reach a log.</summary>
    public override string ToString() => "member line";
}

/// <summary>A block.</summary>
internal sealed record BlockLine(string? From, DateTimeOffset? Until, string? Reason, bool TellMember = false);

/// <summary>What a member tells about themself.</summary>
internal sealed record ContactLine
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Nickname { get; init; }

    public string? Picture { get; init; }

    public string? Locale { get; init; }

    public IReadOnlyList<string>? Emails { get; init; }

    public IReadOnlyList<string>? Phones { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<FieldLine>? CustomFields { get; init; }

    /// <summary>Members of the JSON that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Nothing of it: personal data must not reach a log.</summary>
    public override string ToString() => "contact line";
}

/// <summary>A custom field.</summary>
internal sealed record FieldLine(string? Name, string? StrValue, double? NumValue, DateTimeOffset? DateValue);

/// <summary>An agreement to a text.</summary>
internal sealed record ConsentLine(string? Key, string? Version, DateTimeOffset? At);

/// <summary>An application.</summary>
internal sealed record ApplicationLine
{
    public DateTimeOffset? SubmittedAt { get; init; }

    public int? Number { get; init; }

    public int? FormVersion { get; init; }

    public string? Rule { get; init; }

    public IReadOnlyList<AnswerLine>? Answers { get; init; }

    public DecisionLine? Decision { get; init; }

    public IReadOnlyList<NoteLine>? Notes { get; init; }

    public IReadOnlyList<QuestionLine>? Questions { get; init; }

    public IReadOnlyList<EventLine>? History { get; init; }

    /// <summary>Members of the JSON that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An answer to the sign-up form.</summary>
internal sealed record AnswerLine(string? Key, string? Label, string? Kind, RawJson? Value);

/// <summary>Who did something.</summary>
internal sealed record ActorLine(string? Type, string? Id, string? Name);

/// <summary>A decision.</summary>
internal sealed record DecisionLine(string? Outcome, ActorLine? By, DateTimeOffset? At, string? Reason, string? Note);

/// <summary>A note that staff alone read.</summary>
internal sealed record NoteLine(ActorLine? By, DateTimeOffset? At, string? Text);

/// <summary>A question to the applicant.</summary>
internal sealed record QuestionLine(ActorLine? By, DateTimeOffset? At, string? Text, string? Reply, DateTimeOffset? RepliedAt);

/// <summary>An entry of the history.</summary>
internal sealed record EventLine(string? Act, ActorLine? By, DateTimeOffset? At, string? Reason);

/// <summary>The last line.</summary>
/// <param name="Schema">Always <see cref="LastSchema"/>.</param>
/// <param name="Count">How many members there are.</param>
/// <param name="Sha256">The SHA-256 of all bytes before this line, in hexadecimal digits.</param>
internal sealed record EndLine(string? Schema, long Count, string? Sha256)
{
    /// <summary>What the last line says it is.</summary>
    public const string LastSchema = MemberLine.CurrentSchema + "/end";
}
