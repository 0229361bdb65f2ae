using Members.Gateway.Authentication;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>The names of the sign-up form and the rules in the HTTP API.</summary>
internal static class SignUpNames
{
    private static readonly FieldKind[] Kinds = Enum.GetValues<FieldKind>();
    private static readonly FieldTarget[] Targets = Enum.GetValues<FieldTarget>();
    private static readonly Admittance[] Admittances = Enum.GetValues<Admittance>();

    public static string Of(FieldKind kind) => kind switch
    {
        FieldKind.Text => "text",
        FieldKind.LongText => "longText",
        FieldKind.Choice => "choice",
        FieldKind.Choices => "choices",
        FieldKind.Date => "date",
        FieldKind.Number => "number",
        FieldKind.Consent => "consent",
    };

    public static string Of(FieldTarget target) => target switch
    {
        FieldTarget.Answer => "answer",
        FieldTarget.FirstName => "firstName",
        FieldTarget.LastName => "lastName",
        FieldTarget.Nickname => "nickname",
        FieldTarget.CustomField => "customField",
    };

    public static string Of(Admittance admittance) => admittance switch
    {
        Admittance.Approve => "approve",
        Admittance.Queue => "queue",
        Admittance.Refuse => "refuse",
    };

    public static FieldKind Kind(string? name, string path, RequestReader reader) => Find(Kinds, Of, name, path, reader);

    public static FieldTarget Target(string? name, string path, RequestReader reader) =>
        name is null ? FieldTarget.Answer : Find(Targets, Of, name, path, reader);

    public static Admittance Then(string? name, string path, RequestReader reader) => Find(Admittances, Of, name, path, reader);

    private static T Find<T>(T[] values, Func<T, string> nameOf, string? name, string path, RequestReader reader)
        where T : struct
    {
        var found = values.Where(v => nameOf(v) == name).ToArray();
        if (found.Length == 0)
        {
            reader.AddUnknownValue(path, [.. values.Select(nameOf)]);
        }

        return found.FirstOrDefault();
    }
}
