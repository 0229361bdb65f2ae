using Members.Accounts;
using Members.Gateway.Import.Sources;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.Importing;

/// <summary>What was chosen of how a file is read.</summary>
internal sealed record UploadForm
{
    /// <summary>The value for a column that is a custom field, or an answer to the old site's sign-up form.</summary>
    public const string Custom = "custom", Answer = "answer";

    /// <summary>
    /// The field of the Firebase parameters. They are a secret, so that a form that is kept over a login leaves them out.
    /// </summary>
    public const string FirebaseField = "firebase-password-parameters";

    private static readonly MemberStatus[] Each =
        [MemberStatus.Active, MemberStatus.Pending, MemberStatus.Blocked, MemberStatus.Rejected, MemberStatus.Offline];

    /// <summary>The statuses to choose of.</summary>
    public static IReadOnlyList<MemberStatus> Statuses => Each;

    public MemberStatus Status { get; init; } = MemberStatus.Active;

    public bool Verified { get; init; }

    public bool DropHashes { get; init; }

    public string DateFormat { get; init; } = "";

    /// <summary>What each column is: a field, <see cref="Custom"/>, <see cref="Answer"/>, or empty to leave it out.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether there are Firebase parameters.</summary>
    public bool HasFirebase { get; init; }

    /// <summary>Whether those that were given are none.</summary>
    public bool IsFirebaseWrong { get; init; }

    /// <summary>The columns that are a field that another one is before.</summary>
    public IReadOnlyList<int> Repeated { get; init; } = [];

    /// <summary>Whether no column is the address.</summary>
    public bool HasNoAddress { get; init; }

    /// <summary>Whether it can be looked at.</summary>
    public bool IsGood => !IsFirebaseWrong && Repeated.Count == 0 && !HasNoAddress;

    /// <summary>What a plan says.</summary>
    public static UploadForm Of(UploadPlan plan) => new()
    {
        Status = plan.Options.DefaultStatus,
        Verified = plan.Options.AssumeVerified,
        DropHashes = plan.Options.DropUnknownHashes,
        DateFormat = plan.Options.DateFormat ?? "",
        HasFirebase = plan.Options.Firebase is not null,
        Fields = [.. plan.Columns.Select(c => Kind(FieldOf(c, plan.Options.Columns)))],
    };

    /// <summary>What was typed, and the plan that follows from it.</summary>
    public static (UploadForm Form, UploadPlan Plan) Read(IFormCollection form, UploadPlan plan)
    {
        var typed = form.Lines(FirebaseField);
        var (firebase, isWrong) = (plan.Options.Firebase, false);
        if (!string.IsNullOrWhiteSpace(typed))
        {
            isWrong = !FirebaseParameters.TryParse(typed, out firebase);
        }

        var fields = plan.Columns.Select((_, i) => form.Line($"column-{i}")).Select(f => IsField(f) ? f : "").ToList();
        var read = new UploadForm
        {
            Status = Each.FirstOrDefault(s => s.ToString() == form.Line("status"), MemberStatus.Active),
            Verified = form.IsTicked("verified"),
            DropHashes = form.IsTicked("dropHashes"),
            DateFormat = form.Line("dateFormat"),
            HasFirebase = firebase is not null,
            IsFirebaseWrong = isWrong,
            Fields = fields,
            Repeated = [.. fields.Select((_, i) => i).Where(i => IsRepeated(fields, i))],
            HasNoAddress = plan.Columns.Count > 0 && !fields.Contains("email"),
        };
        return (read, plan with
        {
            Options = plan.Options with
            {
                DefaultStatus = read.Status,
                AssumeVerified = read.Verified,
                DropUnknownHashes = read.DropHashes,
                DateFormat = read.DateFormat.Length == 0 ? null : read.DateFormat,
                Firebase = firebase,
                Columns = plan.Columns.Count == 0 ? null : ColumnMap.Whole(Pairs(plan.Columns, fields)),
            },
        });
    }

    private static bool IsField(string field) => field is Custom or Answer || WellKnownColumns.FieldNames.Contains(field);

    private static bool IsRepeated(List<string> fields, int index) =>
        fields[index] is { Length: > 0 } field and not (Custom or Answer) && !MappedColumns.Several.Contains(field)
        && fields.IndexOf(field) < index;

    private static IEnumerable<(string Field, string Column)> Pairs(IReadOnlyList<string> columns, List<string> fields) =>
        columns.Zip(fields, (column, field) => (Field: Named(field, column), Column: column)).Where(p => p.Field.Length > 0);

    private static string Named(string field, string column) => field is not (Custom or Answer)
        ? field
        : column.StartsWith(field + ".", StringComparison.Ordinal) ? column : $"{field}.{column}";

    private static string? FieldOf(string column, ColumnMap? map) => map is null
        ? WellKnownColumns.FieldOf(column)
        : map.Pairs.FirstOrDefault(p => p.Column == column).Field;

    private static string Kind(string? field) => field switch
    {
        null => "",
        _ when field.StartsWith(WellKnownColumns.Custom, StringComparison.Ordinal) => Custom,
        _ when field.StartsWith(WellKnownColumns.Answer, StringComparison.Ordinal) => Answer,
        _ => field,
    };
}
